import type { Clock } from './clock.js';

/** The machine's own time. */
export const wallClock: Clock = { now: () => Date.now() };
