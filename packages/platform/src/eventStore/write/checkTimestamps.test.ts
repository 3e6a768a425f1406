import { expect, test } from 'vitest';
import { checkTimestamps } from './checkTimestamps.js';

test.each([Date.UTC(1899, 11, 31), Date.UTC(2300, 0, 1), Number.NaN])(
  'the timestamp %d is refused',
  (timestamp) => {
    expect(() => checkTimestamps([{ predictionId: 'a', timestamp }])).toThrow(/timestamp of "a"/);
  },
);

test('the years 1900 to 2299 are taken', () => {
  checkTimestamps(
    [Date.UTC(1900, 0, 1), Date.UTC(2300, 0, 1) - 1].map((timestamp) => ({ predictionId: 'a', timestamp })),
  );
});
