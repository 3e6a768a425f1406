import { expect, test } from 'vitest';
import { happenedWithin } from './happenedWithin.js';

const april = { from: '2001-04-01T00:00:00Z', to: '2001-05-01T00:00:00Z' };
const incident = (startedAt: string, closedAt: string | null) => ({ startedAt, closedAt });

test.each([
  ['began before and closed within', incident('2001-03-20T00:00:00Z', '2001-04-02T00:00:00Z'), april, true],
  ['still holds', incident('2001-03-20T00:00:00Z', null), april, true],
  ['closed before', incident('2001-03-20T00:00:00Z', '2001-03-30T00:00:00Z'), april, false],
  ['began after', incident('2001-05-01T00:00:00Z', null), april, false],
  ['no bounds', incident('1999-01-01T00:00:00Z', '1999-01-02T00:00:00Z'), {}, true],
])('%s', (_, given, bounds, expected) => expect(happenedWithin(given, bounds)).toBe(expected));
