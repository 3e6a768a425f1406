import { expect, test } from 'vitest';
import { viewportFor } from './viewportFor.js';

const room = { width: 1000, height: 300 };

test('a small graph is centred at full size', () => {
  expect(viewportFor({ width: 400, height: 100 }, room, { x: 0, y: 0 }, 0.5)).toEqual({
    zoom: 1,
    x: 300,
    y: 100,
  });
});

test('a wide graph shrinks until it fits', () => {
  expect(viewportFor({ width: 1190, height: 100 }, room, { x: 0, y: 0 }, 0.5).zoom).toBeCloseTo(0.8);
});

test('a graph too wide to read keeps the anchor in view, and no empty room at its ends', () => {
  const graph = { width: 4000, height: 100 };
  expect(viewportFor(graph, room, { x: 0, y: 50 }, 0.5).x).toBe(24);
  expect(viewportFor(graph, room, { x: 2000, y: 50 }, 0.5).x).toBe(-500);
  expect(viewportFor(graph, room, { x: 4000, y: 50 }, 0.5).x).toBe(-1024);
});
