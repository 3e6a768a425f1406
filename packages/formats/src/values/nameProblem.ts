import type { DecodeLimits } from '../decodeLimits.js';
import { ItemProblem } from '../itemProblem.js';

/** The wire's own limit on names and ids, as in the contracts' schemas. */
const WIRE_NAME_LENGTH = 200;

/** What is wrong with a name or id: empty, too long, or holding U+0000, which databases cannot store. */
export function nameProblem(name: string, where: string, limits: DecodeLimits): ItemProblem | undefined {
  if (name.length === 0)
    return new ItemProblem('empty_string', `a name at ${where} is empty`, where, 'Send a name.');
  const limit = Math.min(limits.maxNameLength, WIRE_NAME_LENGTH);
  if (name.length > limit) {
    const detail = `a name at ${where} has ${name.length} characters, the limit is ${limit}`;
    return new ItemProblem('name_too_long', detail, where, 'Shorten the name.');
  }
  if (!name.includes('\0')) return undefined;
  return new ItemProblem(
    'name_invalid',
    `a name at ${where} contains U+0000`,
    where,
    'Remove the character.',
  );
}
