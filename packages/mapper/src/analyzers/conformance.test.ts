import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Facts } from '../facts/facts.js';
import type { SourceFile } from './analyzer.js';
import { analyzers } from './analyzers.js';

/** Milliseconds; generous, because a busy machine is no defect. */
const FUZZ_TIME = 60_000;
const HERE = fileURLToPath(new URL('..', import.meta.url));

/** Every fixture file that an analyzer matches. */
function fixturesOf(matches: (path: string) => boolean): SourceFile[] {
  return readdirSync(HERE, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.parentPath.includes('fixtures'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ file, path: file.replace(/^.*\/fixtures\/[^/]+\//, '') }))
    .filter(({ path }) => matches(path))
    .map(({ file, path }) => ({ path, text: readFileSync(file, 'utf8') }));
}

/** Cuts, doubles and swaps pieces of a text: broken in the ways that real files are. */
function mutated(text: string): fc.Arbitrary<string> {
  const place = fc.nat({ max: Math.max(1, text.length) });
  return fc.tuple(place, place, fc.string({ maxLength: 5, unit: 'binary' })).map(([a, b, junk]) => {
    const [from, to] = a < b ? [a, b] : [b, a];
    return `${text.slice(0, from)}${junk}${text.slice(to)}${text.slice(from, to).slice(0, 200)}`;
  });
}

function isPlainJson(facts: Facts): boolean {
  return JSON.stringify(JSON.parse(JSON.stringify(facts))) === JSON.stringify(facts);
}

test('names of analyzers are unique', () => {
  expect(new Set(analyzers.map((each) => each.name)).size).toBe(analyzers.length);
});

describe.each(analyzers)('$name', (analyzer) => {
  const fixtures = fixturesOf((path) => analyzer.matches(path));

  beforeAll(() => analyzer.prepare());

  test('has fixtures, and says a language for each', () => {
    expect(fixtures.length).toBeGreaterThan(0);
    for (const { path } of fixtures) expect(analyzer.languageOf(path)).toMatch(/^[a-z]+$/);
  });

  test('its version and size limit are positive whole numbers', () => {
    expect(analyzer.version).toSatisfy((version: number) => Number.isInteger(version) && version > 0);
    expect(analyzer.maximumBytes).toBeGreaterThan(0);
  });

  test('facts are plain JSON, equal for equal text, whatever was read before', () => {
    const first = fixtures.map((file) => JSON.stringify(analyzer.analyze(file)));
    const again = [...fixtures]
      .reverse()
      .map((file) => JSON.stringify(analyzer.analyze(file)))
      .reverse();
    expect(again).toEqual(first);
    for (const file of fixtures) expect(analyzer.analyze(file)).toSatisfy(isPlainJson);
  });

  test('an empty file has facts', () => {
    const path = fixtures[0]?.path ?? '';
    expect(analyzer.analyze({ path, text: '' })).toSatisfy(isPlainJson);
  });

  test(
    'never throws on garbage',
    () => {
      const path = fixtures[0]?.path ?? '';
      fc.assert(
        fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
          expect(analyzer.analyze({ path, text })).toSatisfy(isPlainJson);
        }),
        { seed: 1, numRuns: 60 },
      );
    },
    FUZZ_TIME,
  );

  test(
    'never throws on broken fixtures',
    () => {
      const broken = fc
        .constantFrom(...fixtures)
        .chain(({ path, text }) => mutated(text).map((each) => ({ path, text: each })));
      fc.assert(
        fc.property(broken, (file) => {
          expect(analyzer.analyze(file)).toSatisfy(isPlainJson);
        }),
        { seed: 2, numRuns: 80 },
      );
    },
    FUZZ_TIME,
  );

  test('deep nesting ends', () => {
    const path = fixtures[0]?.path ?? '';
    const text = `x = ${'('.repeat(3000)}1${')'.repeat(3000)}`;
    expect(analyzer.analyze({ path, text })).toSatisfy(isPlainJson);
  });
});
