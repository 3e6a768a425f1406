import { standardNormal } from '../math/standardNormal.js';

/** What a test model sees of a flight; null where the value is missing. */
export interface Flight {
  /** Miles; heavy tail. */
  distance: number | null;
  /** Metres per second; normal, 8 ± 3. */
  wind: number | null;
  /** UTC hour of the prediction. */
  hour: number;
  origin: string;
}

const LATENESS_BY_ORIGIN: Record<string, number> = { ORD: 0.7, ATL: 0.1, DFW: -0.2, SEA: -0.6 };
const ORIGINS = Object.keys(LATENESS_BY_ORIGIN);
const HOUR = 3_600_000;

/** A flight at a time (epoch milliseconds). `windShift` moves the mean wind, in its standard deviations. */
export function drawFlight(uniform: () => number, time: number, windShift = 0): Flight {
  return {
    distance: Math.round(700 * Math.exp(0.6 * standardNormal(uniform))),
    wind: 8 + 3 * (standardNormal(uniform) + windShift),
    hour: Math.floor(time / HOUR) % 24,
    origin: ORIGINS[Math.floor(uniform() * ORIGINS.length)] ?? 'ORD',
  };
}

/** Log odds that a flight is late; a missing or unknown value counts as an average one. */
export function latenessLogOdds({ distance, wind, hour, origin }: Flight): number {
  const byDistance = distance === null ? 0 : 0.8 * (Math.log(Math.max(distance, 1) / 700) / 0.6);
  const byWind = wind === null ? 0 : (0.9 * (wind - 8)) / 3;
  const byHour = hour >= 16 && hour < 21 ? 0.6 : 0;
  return -0.7 + byDistance + byWind + byHour + (LATENESS_BY_ORIGIN[origin] ?? 0);
}
