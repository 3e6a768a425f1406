import { expect, test } from 'vitest';
import { JsonLines } from './jsonLines.js';
import { parseJson } from './parseJson.js';

const CASES: ReadonlyArray<[string, string, unknown]> = [
  ['an object', '{"a": [1, "x", true, null]}', { a: [1, 'x', true, null] }],
  ['comments and trailing commas', '{ // why\n "a": 1, /* b */ }', { a: 1 }],
  ['single quotes', "{'a': 'it\\'s'}", { a: "it's" }],
  ['escapes that JSON does not know', '["a\\_b"]', ['a_b']],
  ['a key that objects know themselves', '{"__proto__": 1}', JSON.parse('{"__proto__": 1}')],
];

test.each(CASES)('%s', (_case, text, value) => {
  expect(parseJson(text)).toMatchObject({ root: { value } });
  expect(parseJson(text).problem).toBeUndefined();
});

test.each([
  ['an open object', '{"a": 1', 7, 'a comma or the end of the object is expected'],
  ['no value', '{"a": }', 6, 'a value is expected'],
  ['nesting without end', '['.repeat(5_000), 201, 'nested too deeply'],
])('%s stops with its place', (_case, text, offset, message) => {
  expect(parseJson(text).problem).toEqual({ offset, message });
});

test('lines are those of the nearest part that is known', () => {
  const lines = new JsonLines('{\n "a": {\n  "b": [\n   1,\n   2\n  ]\n }\n}\n');
  expect(lines.lineOf()).toBe(1);
  expect(lines.lineOf('a', 'b')).toBe(3);
  expect(lines.endLineOf('a', 'b')).toBe(6);
  expect(lines.lineOf('a', 'b', 1)).toBe(5);
  expect(lines.lineOf('a', 'missing')).toBe(2);
});
