import type { LabelEvent, PredictionEventInput } from '@driftline/contracts';
import { seededUniform } from '../math/seededUniform.js';
import { type Drift, observe } from './drift.js';
import { drawFlight, type Flight, latenessLogOdds } from './flight.js';
import { drawDelay, type LabelDelay } from './labelDelay.js';

/** A stream of predictions of the test model `flight-delay`, positive label `late`. */
export interface StreamOptions {
  seed: number;
  /** Epoch milliseconds of the first prediction. */
  start: number;
  hours: number;
  /** Evenly spaced within the hour. */
  rowsPerHour: number;
  reference?: boolean;
  modelVersion?: string;
  drifts?: readonly Drift[];
  /** Labels arrive at once when absent. */
  labelDelay?: LabelDelay;
}

/** One prediction, its label (null if it never comes) and what nobody knows: the true probability of `late`. */
export interface StreamRow {
  prediction: PredictionEventInput & { score: number; prediction: 'late' | 'on_time' };
  label: LabelEvent | null;
  probability: number;
}

const MODEL = 'flight-delay';
const HOUR = 3_600_000;
const sigmoid = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));
const iso = (time: number): string => new Date(time).toISOString();

function shiftsOf(drifts: readonly Drift[]): { windShift: number; logOdds: number } {
  const shifts = { windShift: 0, logOdds: 0 };
  for (const drift of drifts) {
    if (drift.kind === 'covariate') shifts.windShift += drift.windShift;
    if (drift.kind === 'concept') shifts.logOdds += drift.logOdds;
  }
  return shifts;
}

function predict(
  seen: Flight,
  predictionId: string,
  time: number,
  options: StreamOptions,
): StreamRow['prediction'] {
  const score = sigmoid(latenessLogOdds(seen));
  return {
    model: MODEL,
    modelVersion: options.modelVersion ?? '1',
    predictionId,
    timestamp: iso(time),
    features: { ...seen },
    prediction: score >= 0.5 ? 'late' : 'on_time',
    score,
    reference: options.reference ?? false,
  };
}

/**
 * Draws a stream whose truth is known: the model scores with the true probability of what it sees, so it is
 * perfectly calibrated until a `concept`, `unitChange` or `nulls` drift sets in. Equal options give equal rows.
 */
export function binaryStream(options: StreamOptions): StreamRow[] {
  const uniform = seededUniform(options.seed);
  const rows = Math.round(options.hours * options.rowsPerHour);
  return Array.from({ length: rows }, (_, i) => {
    const time = options.start + Math.floor((i * HOUR) / options.rowsPerHour);
    const active = (options.drifts ?? []).filter(({ from }) => time >= from);
    const { windShift, logOdds } = shiftsOf(active);
    const flight = drawFlight(uniform, time, windShift);
    const seen = active.reduce((current, drift) => observe(current, drift, uniform), flight);
    const predictionId = `${options.seed}-${i}`;
    const probability = sigmoid(latenessLogOdds(flight) + logOdds);
    const late = uniform() < probability;
    const delay = options.labelDelay ? drawDelay(options.labelDelay, late, uniform) : 0;
    return {
      prediction: predict(seen, predictionId, time, options),
      label:
        delay === null
          ? null
          : { model: MODEL, predictionId, timestamp: iso(time + delay), label: late ? 'late' : 'on_time' },
      probability,
    };
  });
}
