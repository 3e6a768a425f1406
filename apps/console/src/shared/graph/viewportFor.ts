import type { Point } from './graphTypes.js';

export interface Size {
  width: number;
  height: number;
}

export interface Viewport extends Point {
  zoom: number;
}

const padding = 24;

function place(content: number, room: number, anchor: number): number {
  if (content <= room - 2 * padding) return (room - content) / 2;
  return Math.min(padding, Math.max(room - padding - content, room / 2 - anchor));
}

/**
 * Shows all of a graph when its text stays readable, never smaller than `minZoom`;
 * what does not fit then lies outside, and the anchor (a point of the graph) is kept as near the middle as it can be.
 */
export function viewportFor(graph: Size, room: Size, anchor: Point, minZoom: number): Viewport {
  const fit = Math.min((room.width - 2 * padding) / graph.width, (room.height - 2 * padding) / graph.height);
  const zoom = Math.max(minZoom, Math.min(1, fit));
  return {
    zoom,
    x: place(graph.width * zoom, room.width, anchor.x * zoom),
    y: place(graph.height * zoom, room.height, anchor.y * zoom),
  };
}
