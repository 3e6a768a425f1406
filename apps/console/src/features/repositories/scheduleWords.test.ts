import { expect, test } from 'vitest';
import { scheduleWords } from './scheduleWords.js';

test.each([
  [null, 'On push only'],
  ['1h', 'Every hour'],
  ['15m', 'Every 15 minutes'],
  ['2d', 'Every 2 days'],
  ['0 6 * * 1', 'By cron: 0 6 * * 1'],
])('%s: %s', (schedule, words) => {
  expect(scheduleWords(schedule)).toBe(words);
});
