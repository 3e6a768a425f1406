import { describe, expect, it } from 'vitest';
import { decodeRunEvents } from './decodeRunEvents.js';

const event = (runId: string) => ({
  eventTime: '2026-01-01T00:00:00Z',
  eventType: 'COMPLETE',
  run: { runId, facets: { custom: { any: ['thing'] } } },
  job: { namespace: 'n', name: 'j' },
});

describe('decodeRunEvents', () => {
  it.each([
    ['one object', JSON.stringify(event('a')), ['a']],
    ['an array', JSON.stringify([event('a'), event('b')]), ['a', 'b']],
    ['NDJSON', `${JSON.stringify(event('a'))}\n\r\n${JSON.stringify(event('b'))}\n`, ['a', 'b']],
    ['an indented object', JSON.stringify(event('a'), null, 2), ['a']],
    ['a byte order mark', `\uFEFF${JSON.stringify(event('a'))}`, ['a']],
    ['nothing', '', []],
  ])('reads %s', (_case, body, ids) => {
    const { events, rejections } = decodeRunEvents(body);
    expect(events.map(({ run }) => run?.runId)).toEqual(ids);
    expect(rejections).toEqual([]);
  });

  it('keeps facets that it does not know', () => {
    expect(decodeRunEvents(JSON.stringify(event('a'))).events[0]?.run?.facets).toEqual({
      custom: { any: ['thing'] },
    });
  });

  it('reads static events that say so by their schema', () => {
    const eventTime = '2026-01-01T00:00:00Z';
    const schemaURL = (type: string) => `https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/${type}`;
    const job = { eventTime, schemaURL: schemaURL('JobEvent'), job: { namespace: 'n', name: 'j' } };
    const dataset = { namespace: 's3://b', name: 'k' };
    const lines = [job, { eventTime, schemaURL: schemaURL('DatasetEvent'), dataset }];
    const { events, rejections } = decodeRunEvents(lines.map((line) => JSON.stringify(line)).join('\n'));
    expect(events).toEqual(lines);
    expect(rejections).toEqual([]);
  });

  it.each([
    ['a line that is no JSON', `${JSON.stringify(event('a'))}\n{"x`, 'malformed_json', 1],
    [
      'an event without a run',
      JSON.stringify([event('a'), { ...event('b'), run: undefined }]),
      'invalid_run_event',
      1,
    ],
    [
      'a wrong event type',
      JSON.stringify([{ ...event('b'), eventType: 'DONE' }, event('a')]),
      'invalid_run_event',
      0,
    ],
  ])('rejects %s by name and takes the rest', (_case, body, code, index) => {
    const { events, rejections } = decodeRunEvents(body);
    expect(events.map(({ run }) => run?.runId)).toEqual(['a']);
    expect(rejections).toMatchObject([{ code, index }]);
  });

  it('refuses an array that breaks off', () => {
    expect(() => decodeRunEvents('[{"run":')).toThrow(
      expect.objectContaining({ code: 'malformed_json', status: 400 }),
    );
  });
});
