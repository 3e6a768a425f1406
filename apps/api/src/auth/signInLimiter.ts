import { CodedError } from '@driftline/contracts';

const WINDOW_MS = 15 * 60_000;
const TRIES = 10;

/** Slows down guessing: after ten failures in fifteen minutes a name must wait. Bounded by forgetting the oldest. */
export class SignInLimiter {
  readonly #failures = new Map<string, number[]>();

  /** @throws CodedError `too_many_sign_ins` */
  check(name: string, now: number): void {
    const recent = (this.#failures.get(name) ?? []).filter((at) => now - at < WINDOW_MS);
    if (recent.length < TRIES) return;
    throw new CodedError({
      code: 'too_many_sign_ins',
      status: 429,
      message: 'Too many failed sign-ins for this name.',
      action: 'Wait fifteen minutes, then try again.',
      retryAfter: Math.ceil((WINDOW_MS - (now - (recent[0] ?? now))) / 1000),
    });
  }

  failed(name: string, now: number): void {
    const recent = (this.#failures.get(name) ?? []).filter((at) => now - at < WINDOW_MS);
    this.#failures.delete(name);
    this.#failures.set(name, [...recent, now]);
    const oldest = this.#failures.keys().next().value;
    if (this.#failures.size > 10_000 && oldest !== undefined) this.#failures.delete(oldest);
  }

  succeeded(name: string): void {
    this.#failures.delete(name);
  }
}
