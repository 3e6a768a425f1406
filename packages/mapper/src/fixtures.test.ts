import { readdirSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dependencyMapSchema } from '@driftline/contracts';
import { describe, expect, test } from 'vitest';
import { mapRepository } from './mapRepository.js';
import { expectedSentences, mapSentences } from './testing/fixtureExpectations.js';

const HERE = fileURLToPath(new URL('.', import.meta.url));

/**
 * Every folder below one of these is a repository whose sources say, as comments, what the map must find: nothing less,
 * nothing more.
 */
const ROOTS = readdirSync(HERE, { withFileTypes: true, recursive: true })
  .filter((entry) => entry.isDirectory() && entry.name === 'fixtures')
  .map((entry) => relative(HERE, entry.parentPath))
  .filter((root) => !root.includes('fixtures'))
  .sort();

const USUAL_MINIMUM = 8;
const MINIMUM_CASES: Readonly<Record<string, number>> = {
  'analyzers/notebook': 12,
  'analyzers/python': 40,
  'analyzers/sql': 25,
  'analyzers/bicep': 5,
  'analyzers/commandFiles': 5,
  'analyzers/dockerfile': 4,
  'analyzers/makefile': 5,
  'analyzers/yaml': 14,
  'resolver/linkers/dbt': 12,
  resolver: 20,
};

describe.each(ROOTS)('%s', (root) => {
  const folder = fileURLToPath(new URL(`./${root}/fixtures`, import.meta.url));
  const cases = readdirSync(folder);

  test('has its cases', () => {
    expect(cases.length).toBeGreaterThanOrEqual(MINIMUM_CASES[root] ?? USUAL_MINIMUM);
  });

  test.each(cases)('%s', async (name) => {
    const expected = expectedSentences(`${folder}/${name}`);
    const map = await mapRepository(`${folder}/${name}`, { workers: 0 });
    const found = mapSentences(map);
    expect(dependencyMapSchema.parse(map)).toEqual(map);
    expect(found.accesses).toEqual(expected.accesses);
    expect(found.confidences).toEqual(expect.arrayContaining(expected.confidences));
    expect(found.models).toEqual(expected.models);
    if (expected.features.length > 0)
      expect(found.features).toEqual(expect.arrayContaining(expected.features));
    expect(found.unresolved.map((each) => each.at).sort()).toEqual(
      expected.unresolved.map((each) => each.at).sort(),
    );
    for (const { at, reason } of expected.unresolved) {
      expect(found.unresolved.find((each) => each.at === at)?.reason).toContain(reason);
    }
  });
});
