import { describe, expect, test } from 'vitest';
import { filterOfSearch, noFilter, searchOfFilter } from './incidentFilter.js';
import { formatIncidentQuery, parseIncidentQuery } from './incidentQuery.js';

describe('parseIncidentQuery', () => {
  test.each([
    ['nothing', '', noFilter],
    ['one field', 'status:open', { ...noFilter, status: ['open'] }],
    ['alternatives', 'severity:page,warn', { ...noFilter, severity: ['page', 'warn'] }],
    ['a field twice', 'model:a model:b model:a', { ...noFilter, model: ['a', 'b'] }],
    [
      'words among fields',
      'airports status:open percent',
      { ...noFilter, status: ['open'], text: 'airports percent' },
    ],
    [
      'a source is a word, not a field',
      's3://bucket/airports.csv',
      { ...noFilter, text: 's3://bucket/airports.csv' },
    ],
  ])('%s', (_, text, filter) => expect(parseIncidentQuery(text)).toEqual({ filter }));

  test.each([
    ['a field that does not exist', 'sev:page', 'There is no field sev; did you mean severity?'],
    ['a value that does not exist', 'status:opened', 'status is never opened; did you mean open?'],
    ['a value far from any', 'severity:loud', 'severity is never loud: it is page, warn'],
    ['no value', 'model:', 'model: needs a value'],
  ])('%s is a problem that says what to write', (_, text, problem) =>
    expect(parseIncidentQuery(text)).toEqual({ problem }),
  );
});

test('a filter survives the query bar and the URL', () => {
  const filter = {
    status: ['open' as const],
    severity: ['page' as const],
    model: ['a', 'b'],
    text: 'two words',
  };
  expect(parseIncidentQuery(formatIncidentQuery(filter))).toEqual({ filter });
  expect(filterOfSearch(searchOfFilter(filter))).toEqual(filter);
});

test('a URL with unknown values keeps the known ones', () => {
  expect(filterOfSearch({ status: 'open,nonsense' })).toEqual({ ...noFilter, status: ['open'] });
});
