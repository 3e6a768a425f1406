/** Lets waiters pass each time something finishes, or after a while. */
export class Turnstile {
  readonly #waiting = new Set<() => void>();

  /** Everybody who waits may pass. */
  turn(): void {
    for (const pass of this.#waiting) pass();
  }

  /** Begins to wait now: `passed` resolves at the next turn, at the latest after `millis`. */
  next(millis: number): { passed: Promise<void>; cancel: () => void } {
    let pass = () => {};
    const passed = new Promise<void>((resolve) => {
      const timer = setTimeout(() => pass(), millis);
      pass = () => {
        clearTimeout(timer);
        this.#waiting.delete(pass);
        resolve();
      };
      this.#waiting.add(pass);
    });
    return { passed, cancel: () => pass() };
  }
}
