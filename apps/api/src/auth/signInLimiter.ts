import { CodedError } from '@driftline/contracts';

const WINDOW_MS = 15 * 60_000;
const TRIES = 10;
const MAX_NAMES = 10_000;

/** Slows down guessing: after ten failures in fifteen minutes a name must wait. Bounded by forgetting the oldest name. */
export class SignInLimiter {
  readonly #tries = new Map<string, number[]>();

  /**
   * Counts a try before its password is looked at, so that many at once do not all slip through.
   * @param now epoch milliseconds
   * @throws CodedError `too_many_sign_ins`
   */
  tried(name: string, now: number): void {
    const recent = (this.#tries.get(name) ?? []).filter((at) => now - at < WINDOW_MS);
    if (recent.length >= TRIES) throw tooMany(now - (recent[0] ?? now));
    this.#tries.delete(name);
    this.#tries.set(name, [...recent, now]);
    const oldest = this.#tries.keys().next().value;
    if (this.#tries.size > MAX_NAMES && oldest !== undefined) this.#tries.delete(oldest);
  }

  succeeded(name: string): void {
    this.#tries.delete(name);
  }
}

function tooMany(sinceFirst: number): CodedError {
  return new CodedError({
    code: 'too_many_sign_ins',
    status: 429,
    message: 'Too many failed sign-ins for this name.',
    action: 'Wait until fifteen minutes have passed since the first of them, then try again.',
    retryAfter: Math.ceil((WINDOW_MS - sinceFirst) / 1000),
  });
}
