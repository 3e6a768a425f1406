import type { DecodeLimits } from '../decodeLimits.js';
import type { ItemProblem } from '../itemProblem.js';
import { asMap } from './asMap.js';
import { jsonPointer } from './jsonPointer.js';
import { nameProblem } from './nameProblem.js';
import { stringTooLong } from './stringTooLong.js';
import { tooManyEntries } from './tooManyEntries.js';
import { wrongType } from './wrongType.js';

type Tags = Record<string, string>;

/** Reads `tags`: strings under valid names. */
export function readTags(value: unknown, limits: DecodeLimits): Tags | ItemProblem {
  const tags = asMap(value);
  if (tags === undefined) return wrongType(value, 'an object', '/tags');
  const entries = Object.entries(tags);
  if (entries.length > limits.maxEntries) return tooManyEntries(entries.length, '/tags', limits.maxEntries);
  for (const [name, entry] of entries) {
    const problem = nameProblem(name, '/tags', limits) ?? tagProblem(entry, name, limits);
    if (problem !== undefined) return problem;
  }
  return tags as Tags;
}

function tagProblem(value: unknown, name: string, limits: DecodeLimits): ItemProblem | undefined {
  const where = jsonPointer('/tags', name);
  if (typeof value !== 'string') return wrongType(value, 'a string', where);
  return value.length <= limits.maxStringLength
    ? undefined
    : stringTooLong(value, where, limits.maxStringLength);
}
