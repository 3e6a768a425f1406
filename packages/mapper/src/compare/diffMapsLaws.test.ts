import { type DependencyMap, type EdgeRelation, mapDiffSchema } from '@driftline/contracts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffMaps } from './diffMaps.js';
import { type MapParts, mapOf } from './testing/mapOf.js';

const parts: fc.Arbitrary<MapParts> = fc.record({
  sources: fc.subarray(['a', 'b', 'C']),
  between: fc.subarray(['p', 'q']),
  models: fc.subarray(['m', 'n']),
  columns: fc.subarray(['x', 'y']),
  edges: fc.uniqueArray(
    fc.constantFrom<[string, string, EdgeRelation]>(
      ['a', 't.py', 'reads'],
      ['b', 'p.py', 'reads'],
      ['C', 'p.py', 'reads'],
      ['p.py', 'p', 'writes'],
      ['p', 't.py', 'reads'],
      ['t.py', 'm', 'trains'],
      ['m', 's.py', 'serves'],
      ['s.py', 'q', 'writes'],
      ['q', 'p.py', 'reads'],
      ['s.py', 'p.py', 'runs'],
    ),
  ),
});
/** Without edges to what the map does not hold. */
const maps = parts.map((each) => {
  const known = new Set([...each.sources, ...(each.between ?? []), ...(each.models ?? [])]);
  const ends = (id: string): boolean => id.endsWith('.py') || known.has(id);
  return mapOf({ ...each, edges: (each.edges ?? []).filter(([from, to]) => ends(from) && ends(to)) });
});

/** The same map with other ids, another order, and every line moved. */
function renumbered(map: DependencyMap, lines: number): DependencyMap {
  const rename = (id: string): string => `x-${id}`;
  const renamed = <Node extends { id: string }>(nodes: readonly Node[]): Node[] =>
    nodes.map((node) => ({ ...node, id: rename(node.id) })).reverse();
  return {
    ...map,
    datasets: renamed(map.datasets),
    activities: renamed(map.activities),
    models: renamed(map.models).map((model) => ({ ...model, line: model.line + lines })),
    edges: map.edges
      .map((edge) => ({
        ...edge,
        from: rename(edge.from),
        to: rename(edge.to),
        evidence: edge.evidence.map((each) => ({
          ...each,
          line: each.line + lines,
          endLine: each.endLine + lines,
        })),
      }))
      .reverse(),
    dependencies: map.dependencies
      .map((each) => ({
        ...each,
        model: rename(each.model),
        source: rename(each.source),
        path: each.path.map(rename),
      }))
      .reverse(),
  };
}

const OPPOSITE = { appeared: 'vanished', vanished: 'appeared', changed: 'changed' } as const;

describe('laws', () => {
  test('a map does not differ from itself, nor from itself with other ids, order and lines', () => {
    fc.assert(
      fc.property(maps, fc.nat(50), (map, lines) => {
        expect(diffMaps(map, map)).toMatchObject({ changes: [], models: [] });
        expect(diffMaps(map, renumbered(map, lines)).changes).toEqual([]);
      }),
      { seed: 11, numRuns: 200 },
    );
  });

  test('swapping the maps swaps appeared and vanished, before and after', () => {
    fc.assert(
      fc.property(maps, maps, (base, head) => {
        const there = diffMaps(base, head).changes;
        const back = diffMaps(head, base).changes.map((change) => ({
          ...change,
          change: OPPOSITE[change.change],
          details: change.details.map(({ member, before, after }) => ({
            member,
            before: after,
            after: before,
          })),
          evidence: { before: change.evidence.after, after: change.evidence.before },
        }));
        expect(back).toEqual(there);
      }),
      { seed: 12, numRuns: 200 },
    );
  });

  test('every difference is as its contract says, and the models are those that changes reach', () => {
    fc.assert(
      fc.property(maps, maps, (base, head) => {
        const diff = diffMaps(base, head);
        expect(mapDiffSchema.parse(diff)).toEqual(diff);
        const reached = new Set(diff.changes.flatMap(({ reaches }) => reaches));
        expect(diff.models.map(({ key }) => key)).toEqual([...reached].sort());
      }),
      { seed: 13, numRuns: 200 },
    );
  });
});
