import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { nodesOfMap } from '../nodesOfMap.js';
import { sampleMaps } from '../testing/sampleMaps.js';
import { graphmlExport } from './graphmlExport.js';

interface Element {
  name: string;
  attributes: Record<string, string>;
  data: Record<string, string>;
}

/** Nodes and edges as a strict, namespace-aware parser of XML reads them. */
function parse(text: string): Element[] {
  const parser = new SaxesParser({ xmlns: true });
  const elements: Element[] = [];
  let key: string | undefined;
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ local, uri, attributes }) => {
    expect(uri).toBe('http://graphml.graphdrawing.org/xmlns');
    const values = Object.fromEntries(Object.entries(attributes).map(([name, { value }]) => [name, value]));
    key = local === 'data' ? values.key : undefined;
    if (local === 'node' || local === 'edge') elements.push({ name: local, attributes: values, data: {} });
    if (key !== undefined) Object.assign(elements.at(-1)?.data ?? {}, { [key]: '' });
  });
  parser.on('text', (value) => {
    const data = elements.at(-1)?.data;
    if (key !== undefined && data) data[key] = (data[key] ?? '') + value;
  });
  parser.on('closetag', () => {
    key = undefined;
  });
  parser.write(text).close();
  return elements;
}

describe('GraphML', () => {
  test.each(sampleMaps)('is well-formed XML that reads back as %s', (_case, map) => {
    const elements = parse(graphmlExport.write(map, { at: '' }));
    const nodes = elements.filter(({ name }) => name === 'node');
    const shown = (text: string): string => text.replaceAll('\u0007', '\uFFFD');
    expect(nodes.map(({ attributes, data }) => [attributes.id, data.label, data.source])).toEqual(
      nodesOfMap(map).map(({ id, label, source }) => [id, shown(label), String(source)]),
    );
    const edges = elements.filter(({ name }) => name === 'edge');
    expect(
      edges.map(({ attributes, data }) => [attributes.source, data.relation, attributes.target]),
    ).toEqual(map.edges.map(({ from, relation, to }) => [from, relation, to]));
    const ids = elements.map(({ attributes }) => attributes.id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
