import type { MapConfidence } from '@driftline/contracts';
import type { ConfigValue } from '../../../../facts/configValue.js';
import { weaker } from '../../../../values/text.js';

/** One value that an expression may have. */
export interface Known {
  value: ConfigValue;
  confidence: MapConfidence;
  /** Why the value, or a part of it, stands as a `{hole}`. */
  why?: string;
}

const MAXIMUM_ALTERNATIVES = 24;

export function known(value: ConfigValue, confidence: MapConfidence = 'exact'): Known {
  return { value, confidence };
}

/** A value that nothing in the repository gives. */
export function hole(name: string, why: string): Known {
  return { value: `{${name}}`, confidence: 'possible', why };
}

export function spelled(value: ConfigValue): string {
  if (value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Every combination of one alternative of each part, limited. */
export function combinations(parts: readonly (readonly Known[])[]): Known[][] {
  let combined: Known[][] = [[]];
  for (const part of parts)
    combined = combined
      .flatMap((before) => part.map((each) => [...before, each]))
      .slice(0, MAXIMUM_ALTERNATIVES);
  return combined;
}

/** A value computed from others: as sure as the least sure of them. */
export function derived(value: ConfigValue, from: readonly Known[]): Known {
  const confidence = from.map((each) => each.confidence).reduce(weaker, 'exact');
  const why = from.find((each) => each.why !== undefined)?.why;
  return why === undefined ? { value, confidence } : { value, confidence, why };
}

/** The same value at a lower confidence. */
export function atMost(each: Known, confidence: MapConfidence): Known {
  return { ...each, confidence: weaker(each.confidence, confidence) };
}

/** Alternatives without repetitions. */
export function distinct(all: readonly Known[]): Known[] {
  const seen = new Map<string, Known>();
  for (const each of all) {
    const key = JSON.stringify(each.value);
    if (!seen.has(key)) seen.set(key, each);
  }
  return [...seen.values()].slice(0, MAXIMUM_ALTERNATIVES);
}
