import { ItemProblem } from '../itemProblem.js';

/** The value of a member has a type that the wire does not allow there. */
export function wrongType(value: unknown, expected: string, where: string): ItemProblem {
  const got = value === null ? 'null' : Array.isArray(value) ? 'an array' : `a value of type ${typeof value}`;
  return new ItemProblem(
    'wrong_type',
    `${where} must be ${expected}, got ${got}`,
    where,
    `Send ${expected}.`,
  );
}
