import { describe, expect, test } from 'vitest';
import { findExport } from './findExport.js';
import { mapExports } from './mapExports.js';
import { sampleMaps } from './testing/sampleMaps.js';

const CONTEXT = { at: '2026-01-01T00:00:00.000Z' };

describe.each(mapExports.map((each) => [each.name, each] as const))('%s', (name, mapExport) => {
  test('is found by its name, and says what it is', () => {
    expect(findExport(name)).toBe(mapExport);
    expect(mapExport.mediaType).toMatch(/^(text|application)\/[\w.+-]+/);
    expect(mapExport.extension).toMatch(/^[a-z]+$/);
  });

  test.each(sampleMaps)('writes %s, the same each time, and leaves it as it is', (_case, map) => {
    const before = JSON.stringify(map);
    const text = mapExport.write(map, CONTEXT);
    expect(mapExport.write(map, CONTEXT)).toBe(text);
    expect(JSON.stringify(map)).toBe(before);
    expect(text === '' || text.endsWith('\n')).toBe(true);
  });

  test('is quick with a large map', () => {
    const [, map] = sampleMaps.at(-1) ?? [];
    const started = performance.now();
    if (map) mapExport.write(map, CONTEXT);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

test('names are unique', () => {
  expect(new Set(mapExports.map(({ name }) => name)).size).toBe(mapExports.length);
});

test('an unknown format is refused with the known ones', () => {
  expect(() => findExport('pdf')).toThrow(
    expect.objectContaining({ code: 'export_format_unknown', action: expect.stringContaining('graphml') }),
  );
});
