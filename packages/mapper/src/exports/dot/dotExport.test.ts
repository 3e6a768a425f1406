import { describe, expect, test } from 'vitest';
import { nodesOfMap } from '../nodesOfMap.js';
import { parseDot } from '../testing/parseDot.js';
import { sampleMaps } from '../testing/sampleMaps.js';
import { dotExport } from './dotExport.js';

describe('DOT', () => {
  test.each(sampleMaps)('reads back as %s', (_case, map) => {
    const graph = parseDot(dotExport.write(map, { at: '' }));
    const labels = [...graph.nodes].map(([id, { label }]) => [id, label]);
    expect(labels).toEqual(nodesOfMap(map).map(({ id, label }) => [id, label.replace(/\p{Cc}/gu, ' ')]));
    expect(graph.edges.map(({ from, to, attributes }) => [from, attributes.label, to])).toEqual(
      map.edges.map(({ from, relation, to }) => [from, relation, to]),
    );
  });

  test.each(['digraph map { a [label=b }', 'digraph map { "a" [label="b"];', 'digraph map { a -> [x=y]; }'])(
    'the grammar refuses %s',
    (text) => {
      expect(() => parseDot(text)).toThrow(SyntaxError);
    },
  );
});
