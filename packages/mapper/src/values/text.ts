import type { MapConfidence } from '@driftline/contracts';
import type { Constant } from '../facts/program.js';

/** One constant that a value may be. Parts that no constant gives stand as `{NAME}`. */
export interface Text {
  readonly value: Constant;
  readonly confidence: MapConfidence;
}

const RANK: Readonly<Record<MapConfidence, number>> = { exact: 0, inferred: 1, possible: 2 };

/** The less sure of two. */
export function weaker(left: MapConfidence, right: MapConfidence): MapConfidence {
  return RANK[left] >= RANK[right] ? left : right;
}

/** The surer of two. */
export function surer(left: MapConfidence, right: MapConfidence): MapConfidence {
  return RANK[left] <= RANK[right] ? left : right;
}

/** How a constant reads inside a text. */
export function spell(value: Constant): string {
  if (value === null) return 'None';
  if (value === true) return 'True';
  return value === false ? 'False' : String(value);
}

/** Whether nothing but holes and separators is known of a text. */
export function isOnlyHoles(text: string): boolean {
  return (
    text.includes('{') && !/[A-Za-z0-9]/.test(text.replace(/\{[^{}]*\}/g, '').replace(/\.[A-Za-z0-9]+$/, ''))
  );
}
