import type { DecodeLimits } from '../decodeLimits.js';
import { ItemProblem } from '../itemProblem.js';
import { asMap } from './asMap.js';
import { jsonPointer } from './jsonPointer.js';
import { readProbability } from './readProbability.js';
import { tooManyEntries } from './tooManyEntries.js';
import { wrongType } from './wrongType.js';

type Scores = Record<string, number>;

/** Reads `scores`, a probability for each class. */
export function readScores(value: unknown, limits: DecodeLimits): Scores | ItemProblem {
  const scores = asMap(value);
  if (scores === undefined) return wrongType(value, 'an object', '/scores');
  const entries = Object.entries(scores);
  if (entries.length > limits.maxEntries) return tooManyEntries(entries.length, '/scores', limits.maxEntries);
  for (const [name, entry] of entries) {
    const score = readProbability(entry, jsonPointer('/scores', name));
    if (score instanceof ItemProblem) return score;
  }
  return scores as Scores;
}
