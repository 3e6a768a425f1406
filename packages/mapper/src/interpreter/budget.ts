/**
 * Steps that a piece of code may take. A call gets half of what its caller has left: however much work a deep library
 * makes, the code around the call goes on.
 */
export class Budget {
  private left: number;

  constructor(
    private readonly given: number,
    private readonly onSpent: () => void,
  ) {
    this.left = given;
  }

  /** Counts one step; false when none is left. */
  spend(): boolean {
    this.left -= 1;
    if (this.left === 0) this.onSpent();
    return this.left > 0;
  }

  get spent(): number {
    return this.given - Math.max(0, this.left);
  }

  /** The budget of a call, which `close` gives back. */
  open(): Budget {
    return new Budget(Math.ceil(Math.max(0, this.left) / 2), this.onSpent);
  }

  close(call: Budget): void {
    this.left -= call.spent;
  }
}
