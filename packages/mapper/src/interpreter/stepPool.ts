import { Budget } from './budget.js';

/** Steps for the first code that is looked at, whatever the size of the repository. */
const BASE_STEPS = 1_500_000;
const STEPS_PER_DEFINITION = 80;
const MOST_STEPS = 50_000;
const LEAST_STEPS = 2000;
/** A piece of code may take this share of what is left for all. */
const SHARE = 0.05;

/** Shares steps out, so that a repository ends in a time that grows with its size only: the fewer are left, the less code gets. */
export class StepPool {
  private left: number;

  constructor(definitions: number) {
    this.left = BASE_STEPS + STEPS_PER_DEFINITION * definitions;
  }

  /** Steps for one file's own code, or for one function that nothing calls. */
  open(onSpent: () => void): Budget {
    const given = Math.max(LEAST_STEPS, Math.min(MOST_STEPS, Math.round(this.left * SHARE)));
    return new Budget(given, onSpent);
  }

  close(budget: Budget): void {
    this.left = Math.max(0, this.left - budget.spent);
  }
}
