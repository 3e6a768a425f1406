import { expect, test } from 'vitest';
import { sparklinePath } from './sparklinePath.js';

const size = { width: 100, height: 24 };

test('spans the width, and better values lie higher', () => {
  const drawing = sparklinePath(
    [
      { at: 0, value: 0 },
      { at: 10, value: 1 },
    ],
    undefined,
    size,
  );
  expect(drawing?.path).toBe('M0.0,22.0L100.0,2.0');
});

test('breaks where a value cannot be known', () => {
  const points = [0, null, 1, 1].map((value, index) => ({ at: index, value }));
  expect(sparklinePath(points, undefined, size)?.path).toBe('M0.0,22.0M66.7,2.0L100.0,2.0');
});

test('the reference band is always inside the drawing', () => {
  const drawing = sparklinePath(
    [
      { at: 0, value: 5 },
      { at: 1, value: 5 },
    ],
    { low: 0, high: 10 },
    size,
  );
  expect([drawing?.y(0), drawing?.y(10)]).toEqual([22, 2]);
});

test('one point is no line', () => {
  expect(sparklinePath([{ at: 0, value: 1 }], undefined, size)).toBeUndefined();
});
