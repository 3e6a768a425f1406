import type { Flight } from './flight.js';

/** What goes wrong in a stream from a time on (epoch milliseconds). */
export type Drift = { from: number } & (
  | {
      /** Inputs move and labels follow them: the score stays calibrated. */
      kind: 'covariate';
      /** Of the mean wind, in its standard deviations. */
      windShift: number;
    }
  | {
      /** Labels change under unchanged inputs: invisible without labels. */
      kind: 'concept';
      logOdds: number;
    }
  | {
      /** The model sees distance in another unit; the world stays as it is. */
      kind: 'unitChange';
      factor: number;
    }
  | {
      /** The model sees null in place of this share of winds. */
      kind: 'nulls';
      share: number;
    }
);

/** What the model sees of a flight under one drift. */
export function observe(flight: Flight, drift: Drift, uniform: () => number): Flight {
  if (drift.kind === 'unitChange' && flight.distance !== null) {
    return { ...flight, distance: flight.distance * drift.factor };
  }
  if (drift.kind === 'nulls' && uniform() < drift.share) return { ...flight, wind: null };
  return flight;
}
