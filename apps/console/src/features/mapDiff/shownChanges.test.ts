import type { MapChange } from '@driftline/contracts';
import { expect, test } from 'vitest';
import { shownChanges } from './shownChanges.js';

const change = (key: string, given: Partial<MapChange> = {}): MapChange => ({
  key,
  subject: 'source',
  change: 'appeared',
  label: key,
  details: [],
  evidence: { before: [], after: [] },
  reaches: ['model'],
  ...given,
});

const changes = [
  change('airports'),
  change('reports', { reaches: [] }),
  change('reads airports', { subject: 'edge', change: 'vanished' }),
  change('columns', {
    change: 'changed',
    details: [{ member: 'columns', before: ['delay_rate'], after: [] }],
  }),
];

test.each([
  ['what reaches a model, by default', {}, ['airports', 'reads airports', 'columns']],
  ['everything', { reach: 'all' }, ['airports', 'reports', 'reads airports', 'columns']],
  ['one subject', { subject: 'edge' }, ['reads airports']],
  ['one kind of change', { change: 'changed' }, ['columns']],
  ['words in the details', { q: 'delay_rate' }, ['columns']],
  ['words in the label', { q: 'AIRPORTS reads' }, ['reads airports']],
])('%s', (_case, search, expected) => {
  expect(shownChanges(changes, search).map(({ key }) => key)).toEqual(expected);
});
