import type { Estimate } from './estimate.js';

/** The estimate of what the rows cannot tell. */
export const unknownEstimate: Estimate = Object.freeze({ value: Number.NaN, standardError: Number.NaN });
