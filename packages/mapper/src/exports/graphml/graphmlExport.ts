import type { DependencyMap } from '@driftline/contracts';
import { repositoryLabel } from '../../compare/repositoryLabel.js';
import type { MapExport } from '../mapExport.js';
import { type MapNode, nodesOfMap } from '../nodesOfMap.js';

/** Attributes: id, of what, type. */
const KEYS = [
  ['label', 'node', 'string'],
  ['type', 'node', 'string'],
  ['kind', 'node', 'string'],
  ['source', 'node', 'boolean'],
  ['place', 'node', 'string'],
  ['relation', 'edge', 'string'],
  ['confidence', 'edge', 'string'],
  ['evidence', 'edge', 'string'],
  ['commit', 'graph', 'string'],
  ['repository', 'graph', 'string'],
] as const;

/** Characters that XML 1.0 cannot hold even when escaped. */
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

function escaped(text: string): string {
  return text.replace(FORBIDDEN, '\uFFFD').replace(/[&<>"\t\n\r]/g, (character) => ESCAPES[character] ?? '');
}

function data(key: string, value: string | boolean): string {
  return `<data key="${key}">${escaped(String(value))}</data>`;
}

function nodeLine({ id, label, type, kind, source, place }: MapNode): string {
  const parts = [data('label', label), data('type', type), data('kind', kind), data('source', source)];
  if (place !== '') parts.push(data('place', place));
  return `    <node id="${escaped(id)}">${parts.join('')}</node>`;
}

function edgeLine(
  { from, to, relation, confidence, evidence }: DependencyMap['edges'][number],
  index: number,
): string {
  const places = evidence.map(({ path, line, text }) => `${path}:${line} ${text}`).join('\n');
  const parts = [data('relation', relation), data('confidence', confidence), data('evidence', places)];
  return `    <edge id="e${index + 1}" source="${escaped(from)}" target="${escaped(to)}">${parts.join('')}</edge>`;
}

/**
 * GraphML, for Gephi, yEd, NetworkX and their like.
 * @see http://graphml.graphdrawing.org/specification.html
 */
export const graphmlExport: MapExport = {
  name: 'graphml',
  mediaType: 'application/graphml+xml',
  extension: 'graphml',
  write: (map) =>
    [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
      ...KEYS.map(
        ([id, of, type]) => `  <key id="${id}" for="${of}" attr.name="${id}" attr.type="${type}"/>`,
      ),
      '  <graph id="map" edgedefault="directed">',
      `    ${data('repository', repositoryLabel(map))}${data('commit', map.repository.commit ?? '')}`,
      ...nodesOfMap(map).map(nodeLine),
      ...map.edges.map(edgeLine),
      '  </graph>',
      '</graphml>',
      '',
    ].join('\n'),
};
