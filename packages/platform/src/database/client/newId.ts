import { randomBytes } from 'node:crypto';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';
const LETTERS = 26;
const LENGTH = 16;

/**
 * A random id of 16 lowercase letters and digits that starts with a letter: safe in URLs and as part of a table name.
 * About 80 bits, so two never meet.
 */
export function newId(): string {
  const bytes = randomBytes(LENGTH);
  return Array.from(bytes, (byte, index) => ALPHABET[byte % (index === 0 ? LETTERS : ALPHABET.length)]).join(
    '',
  );
}
