import type { Clock } from './clock.js';
import { wallClock } from './wallClock.js';

/** A clock that a replay moves by hand; it can be let go to run on at wall speed. */
export class SimulatedClock implements Clock {
  #time: number;
  #resumedAt: number | undefined;
  readonly #wall: Clock;

  /** `start` is epoch milliseconds; `wall` gives the pace after `resume`. */
  constructor(start: number, wall: Clock = wallClock) {
    this.#time = start;
    this.#wall = wall;
  }

  now(): number {
    return this.#resumedAt === undefined ? this.#time : this.#time + this.#wall.now() - this.#resumedAt;
  }

  /** Moves to `time` (epoch milliseconds). An earlier time than now changes nothing: time never goes backwards. */
  advanceTo(time: number): void {
    this.#time = Math.max(this.now(), time);
    if (this.#resumedAt !== undefined) this.#resumedAt = this.#wall.now();
  }

  /** Lets time run on at wall speed from now. */
  resume(): void {
    this.#resumedAt ??= this.#wall.now();
  }
}
