import { describe, expect, it } from 'vitest';
import { withoutNul } from './withoutNul.js';

describe('withoutNul', () => {
  it.each([
    ['in a value', { a: 'x\0y' }, { a: 'xy' }],
    ['deep inside', { a: [{ b: '\0' }] }, { a: [{ b: '' }] }],
    ['nowhere', { a: 'x', b: [1, null, true] }, { a: 'x', b: [1, null, true] }],
    ['only as the text of an escape', { a: String.raw`\u0000` }, { a: String.raw`\u0000` }],
    ['in a key', { 'a\0': 1 }, { a: 1 }],
  ])('%s', (_case, value, expected) => {
    expect(withoutNul(value)).toEqual(expected);
  });
});
