import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseInput } from './parseInput.js';

const schema = z.object({
  name: z.string().min(1),
  limit: z.coerce.number().int().min(1).default(10),
  tags: z.array(z.string()).optional(),
});

describe('parseInput', () => {
  it('reads what the schema reads', () => {
    expect(parseInput(schema, { name: 'a', limit: '7', extra: 1 }, 'query')).toEqual({ name: 'a', limit: 7 });
  });

  it.each([
    ['no body', undefined, 'body'],
    ['nothing', null, 'body'],
    ['a list', [], 'body'],
    ['a text', 'name=a', 'body'],
    ['a missing member', {}, 'body/name'],
    ['a bad number', { name: 'a', limit: 'x' }, 'body/limit'],
    ['a bad item of a list', { name: 'a', tags: ['x', 1] }, 'body/tags/1'],
    ['a NUL', { name: 'a\0' }, 'body/name'],
    ['half a surrogate pair', { name: '\udc00' }, 'body/name'],
  ])('refuses %s and says where', (_case, input, where) => {
    expect(() => parseInput(schema, input, 'body')).toThrow(
      expect.objectContaining({ code: 'invalid_input', status: 400, where }),
    );
  });

  it('names every bad member', () => {
    expect(() => parseInput(schema, { name: '', limit: 0 }, 'query')).toThrow(/\/name: .*; \/limit: /);
  });

  it('takes whole surrogate pairs', () => {
    expect(parseInput(schema, { name: '🛫' }, 'body').name).toBe('🛫');
  });
});
