import type { DependencyMap } from '@driftline/contracts';
import { repositoryLabel } from '../../compare/repositoryLabel.js';
import type { MapExport } from '../mapExport.js';
import { type MapNode, nodesOfMap } from '../nodesOfMap.js';

const SHAPES: Readonly<Record<MapNode['type'], string>> = {
  dataset: 'cylinder',
  activity: 'box',
  model: 'doubleoctagon',
};
const STYLES = { exact: 'solid', inferred: 'dashed', possible: 'dotted' } as const;

/** A quoted id of DOT; what Graphviz would read as an escape or could not show is not left in. */
function quoted(text: string): string {
  const plain = text
    .replace(/\p{Cc}/gu, ' ')
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"');
  return `"${plain}"`;
}

function nodeLine({ id, type, label, kind, source }: MapNode): string {
  const shape = `shape=${SHAPES[type]}${source ? ', penwidth=2' : ''}`;
  return `  ${quoted(id)} [label=${quoted(label)}, tooltip=${quoted(kind)}, ${shape}];`;
}

function edgeLine({ from, to, relation, confidence, evidence }: DependencyMap['edges'][number]): string {
  const [first] = evidence;
  const tooltip = first ? `${first.path}:${first.line} ${first.text}` : relation;
  const look = `label=${relation}, style=${STYLES[confidence]}, tooltip=${quoted(tooltip)}`;
  return `  ${quoted(from)} -> ${quoted(to)} [${look}];`;
}

/**
 * Graphviz.
 * @see https://graphviz.org/doc/info/lang.html
 */
export const dotExport: MapExport = {
  name: 'dot',
  mediaType: 'text/vnd.graphviz',
  extension: 'dot',
  write: (map) =>
    [
      'digraph map {',
      `  graph [rankdir=LR, label=${quoted(`${repositoryLabel(map)} ${map.repository.commit ?? ''}`.trim())}];`,
      ...nodesOfMap(map).map(nodeLine),
      ...map.edges.map(edgeLine),
      '}',
      '',
    ].join('\n'),
};
