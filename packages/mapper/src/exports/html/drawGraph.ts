import type { DependencyMap } from '@driftline/contracts';
import { type MapNode, nodesOfMap } from '../nodesOfMap.js';
import { escapeHtml } from './escapeHtml.js';
import { layoutMap, type Spot } from './layoutMap.js';

const WIDTH = 210;
const HEIGHT = 30;
const [STEP_X, STEP_Y] = [260, 44];
const MARGIN = 16;
const SHOWN = 30;

const left = ({ column }: Spot): number => MARGIN + column * STEP_X;
const top = ({ row }: Spot): number => MARGIN + row * STEP_Y;

/** The end of a long name tells more than its beginning. */
function shortened(label: string): string {
  return label.length <= SHOWN ? label : `…${label.slice(1 - SHOWN)}`;
}

function drawNode({ id, type, label, kind, source, place }: MapNode, spot: Spot): string {
  const classes = `node ${type}${source ? ' source' : ''}`;
  const radius = type === 'activity' ? 3 : HEIGHT / 2;
  const about = [label, kind, source ? 'source' : '', place].filter((part) => part !== '').join('\n');
  return [
    `<g class="${classes}" data-id="${escapeHtml(id)}" data-words="${escapeHtml(`${label} ${kind} ${place}`.toLowerCase())}" tabindex="0" role="button" aria-pressed="false">`,
    `<title>${escapeHtml(about)}</title>`,
    `<rect x="${left(spot)}" y="${top(spot)}" width="${WIDTH}" height="${HEIGHT}" rx="${radius}"/>`,
    `<text x="${left(spot) + WIDTH / 2}" y="${top(spot) + HEIGHT / 2}">${escapeHtml(shortened(label))}</text>`,
    '</g>',
  ].join('');
}

function drawEdge(edge: DependencyMap['edges'][number], from: Spot, to: Spot): string {
  const [x1, y1] = [left(from) + WIDTH, top(from) + HEIGHT / 2];
  const [x2, y2] = [left(to), top(to) + HEIGHT / 2];
  const bend = Math.max(40, Math.abs(x2 - x1) / 2);
  const path = `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
  const ends = `data-from="${escapeHtml(edge.from)}" data-to="${escapeHtml(edge.to)}"`;
  return `<path class="edge ${edge.confidence}" ${ends} d="${path}"><title>${escapeHtml(edge.relation)}</title></path>`;
}

/** The map as inline SVG: columns from sources to models. */
export function drawGraph(map: DependencyMap): string {
  const nodes = nodesOfMap(map);
  const spots = layoutMap(
    nodes.map(({ id }) => id),
    map.edges,
  );
  const all = [...spots.values()];
  const size = (step: number, counts: readonly number[]): number =>
    2 * MARGIN + step * (counts.reduce((most, count) => Math.max(most, count), 0) + 1);
  const width = size(
    STEP_X,
    all.map(({ column }) => column),
  );
  const height = size(
    STEP_Y,
    all.map(({ row }) => row),
  );
  const edges = map.edges.flatMap((edge) => {
    const [from, to] = [spots.get(edge.from), spots.get(edge.to)];
    return from && to ? drawEdge(edge, from, to) : [];
  });
  const drawn = nodes.flatMap((node) => {
    const spot = spots.get(node.id);
    return spot ? drawNode(node, spot) : [];
  });
  return `<svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="group" aria-label="Graph of the map">\n${[...edges, ...drawn].join('\n')}\n</svg>`;
}
