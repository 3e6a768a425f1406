import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { problemSchema } from '../errors/problem.js';
import { ingestAnswerSchema } from '../events/ingestAnswer.js';
import { labelEventSchema } from '../events/labelEvent.js';
import { predictionEventSchema } from '../events/predictionEvent.js';

/**
 * The wire as files, one folder per schema: what was valid once stays valid, in every later version. Clients in other
 * languages test themselves against the same files.
 */
const schemas = {
  predictionEvent: predictionEventSchema,
  labelEvent: labelEventSchema,
  ingestAnswer: ingestAnswerSchema,
  problem: problemSchema,
};

function examples(schema: string, kind: 'valid' | 'invalid'): [string, unknown][] {
  const folder = new URL(`./${schema}/${kind}/`, import.meta.url);
  return readdirSync(folder).map((file) => [file, JSON.parse(readFileSync(new URL(file, folder), 'utf8'))]);
}

it('every folder of golden files has its schema', () => {
  const entries = readdirSync(new URL('.', import.meta.url), { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).sort()).toEqual(Object.keys(schemas).sort());
});

describe.each(Object.entries(schemas))('%s', (name, schema) => {
  it.each(examples(name, 'valid'))('accepts %s and keeps what it says', (_file, example) => {
    const parsed = schema.parse(example);
    const kept = Object.entries(parsed).filter(([key]) => Object.hasOwn(Object(example), key));
    expect(example).toMatchObject(Object.fromEntries(kept));
    expect(schema.parse(parsed)).toEqual(parsed);
  });

  it.each(examples(name, 'invalid'))('refuses %s', (_file, example) => {
    expect(schema.safeParse(example).success).toBe(false);
  });
});
