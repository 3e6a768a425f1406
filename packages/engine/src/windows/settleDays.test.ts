import { expect, test } from 'vitest';
import { settleDays } from './settleDays.js';

const DAY = 86_400_000;

test.each([
  ['unknown delay', null, 7],
  ['within hours', { ages: [DAY / 24, DAY / 2], known: [0.5, 0.995] }, 2],
  ['within ten days', { ages: [DAY, 10 * DAY], known: [0.5, 1] }, 11],
  ['not within the ages seen', { ages: [DAY, 10 * DAY], known: [0.1, 0.5] }, 60],
])('%s', (_case, labelDelay, days) => {
  expect(settleDays({ labelDelay })).toBe(days);
});
