import { describe, expect, it } from 'vitest';
import { decodeCursor, encodeCursor } from './cursor.js';

describe('cursor', () => {
  it.each([
    { at: 0, id: 'a' },
    { at: -5, id: 'x1' },
    { at: Date.UTC(2001, 3, 1), id: 'abcdefgh12345678' },
  ])('reads what it wrote: %j', (cursor) => {
    expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor);
  });

  it.each([
    '',
    'nonsense',
    Buffer.from('1:').toString('base64url'),
    Buffer.from("1:a' OR 1=1").toString('base64url'),
  ])('refuses %j', (text) => {
    expect(() => decodeCursor(text)).toThrow(
      expect.objectContaining({ code: 'invalid_cursor', status: 400 }),
    );
  });
});
