import { describe, expect, test } from 'vitest';
import { sampleMaps } from '../testing/sampleMaps.js';
import { htmlExport } from './htmlExport.js';
import { layoutMap } from './layoutMap.js';

const write = (map: (typeof sampleMaps)[number][1]): string => htmlExport.write(map, { at: '2026-01-01' });

/** Tags with the names of their attributes; what stands in quotes cannot end a tag, for it is escaped. */
function tagsOf(page: string): { tag: string; attributes: Record<string, string> }[] {
  return [...page.matchAll(/<([a-z]\w*)((?:\s+[\w-]+(?:="[^"<>]*")?)*)\s*\/?>/gi)].map(
    ([, tag = '', rest = '']) => ({
      tag,
      attributes: Object.fromEntries(
        [...rest.matchAll(/([\w-]+)(?:="([^"]*)")?/g)].map(([, name = '', value = '']) => [name, value]),
      ),
    }),
  );
}

describe('the page', () => {
  test.each(sampleMaps)('of %s refers to nothing outside of itself', (_case, map) => {
    const page = write(map);
    const attributes = tagsOf(page).flatMap((each) => Object.entries(each.attributes));
    const outside = attributes.filter(([name]) =>
      /^(src|href|srcset|action|formaction|data|poster)$/.test(name),
    );
    expect(new Set(outside.map(([, value]) => value))).toEqual(
      new Set(map.datasets.length > 0 ? ['#graph'] : []),
    );
    expect(page).not.toMatch(/@import|url\(/);
  });

  test.each(sampleMaps)(
    'of %s has one script, no image, no handler in a tag, and no tag that is not read',
    (_case, map) => {
      const page = write(map);
      const tags = tagsOf(page.replace(/<(style|script)>[\s\S]*?<\/\1>/g, '<$1></$1>'));
      expect(tags.filter(({ tag }) => tag === 'script')).toHaveLength(1);
      expect(tags.filter(({ tag }) => ['img', 'iframe', 'object', 'embed', 'link'].includes(tag))).toEqual(
        [],
      );
      expect(
        tags.flatMap(({ attributes }) => Object.keys(attributes)).filter((name) => /^on/i.test(name)),
      ).toEqual([]);
      const opened = page.replace(/<(style|script)>[\s\S]*?<\/\1>/g, '<$1></$1>').match(/<[a-z]/gi) ?? [];
      expect(tags).toHaveLength(opened.length);
    },
  );

  test('allows only its own script and style to run', () => {
    const [, map] = sampleMaps[0] ?? [];
    expect(map && write(map)).toMatch(
      /default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'/,
    );
  });

  test('shows every step from the source to the model with its line', () => {
    const [, map] = sampleMaps[0] ?? [];
    const page = map ? write(map) : '';
    for (const text of [
      's3://bucket/raw/trips',
      'src/train.py:12',
      'pd.read_csv(RAW)',
      'model.fit(X, y)',
      'churn',
    ])
      expect(page).toContain(text);
  });
});

describe('the layout', () => {
  const edge = (from: string, to: string) => ({
    from,
    to,
    relation: 'reads' as const,
    evidence: [],
    confidence: 'exact' as const,
    analyzer: '',
  });

  test('goes from left to right by the longest way', () => {
    const spots = layoutMap(['a', 'b', 'c'], [edge('a', 'b'), edge('b', 'c'), edge('a', 'c')]);
    expect(['a', 'b', 'c'].map((id) => spots.get(id)?.column)).toEqual([0, 1, 2]);
  });

  test('puts what nothing leads to right before what it leads to', () => {
    const spots = layoutMap(['a', 'b', 'c', 'late'], [edge('a', 'b'), edge('b', 'c'), edge('late', 'c')]);
    expect(spots.get('late')).toEqual({ column: 1, row: 1 });
  });

  test('gives every node of a circle a place of its own', () => {
    const ids = ['a', 'b', 'c', 'd'];
    const spots = layoutMap(ids, [edge('a', 'b'), edge('b', 'c'), edge('c', 'a'), edge('d', 'd')]);
    expect(new Set(ids.map((id) => JSON.stringify(spots.get(id)))).size).toBe(ids.length);
  });
});
