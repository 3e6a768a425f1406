import type { OpenLineageEvent, OpenLineageRunEvent, RunState } from '@driftline/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyRunEvent } from './applyRunEvent.js';
import type { LineageState } from './lineageState.js';

function at(minute: number): string {
  return new Date(Date.UTC(2001, 0, 1, 0, minute)).toISOString();
}

function event(
  minute: number,
  eventType: RunState,
  more: Partial<OpenLineageRunEvent> = {},
): OpenLineageRunEvent {
  return {
    eventTime: at(minute),
    eventType,
    run: { runId: 'r1' },
    job: { namespace: 'airflow', name: 'daily.train' },
    ...more,
  };
}

function merged(events: readonly OpenLineageEvent[]): LineageState {
  const state: LineageState = { datasets: new Map(), jobs: new Map(), runs: new Map(), links: new Map() };
  for (const each of events) applyRunEvent(state, structuredClone(each));
  return state;
}

/** The state as text, whatever the order in which things were first seen. */
function image(state: LineageState): string {
  const sorted = (_key: string, value: unknown) =>
    value instanceof Map
      ? Object.fromEntries([...value].sort())
      : value !== null && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort())
        : value;
  return JSON.stringify(state, sorted);
}

describe('applyRunEvent', () => {
  it.each<[string, [number, RunState][], object]>([
    ['starts', [[1, 'START']], { state: 'START', startedAt: Date.parse(at(1)), endedAt: null }],
    [
      'runs and ends',
      [
        [1, 'START'],
        [2, 'RUNNING'],
        [5, 'COMPLETE'],
      ],
      { state: 'COMPLETE', startedAt: Date.parse(at(1)), endedAt: Date.parse(at(5)) },
    ],
    [
      'is told backwards',
      [
        [5, 'COMPLETE'],
        [1, 'START'],
      ],
      { state: 'COMPLETE', startedAt: Date.parse(at(1)), endedAt: Date.parse(at(5)) },
    ],
    [
      'stays ended although something comes after',
      [
        [5, 'FAIL'],
        [9, 'RUNNING'],
      ],
      { state: 'FAIL', endedAt: Date.parse(at(5)), lastEventAt: Date.parse(at(9)) },
    ],
    ['is only told when it ends', [[5, 'ABORT']], { state: 'ABORT', startedAt: Date.parse(at(5)) }],
    [
      'fails after it was said to be complete',
      [
        [5, 'COMPLETE'],
        [6, 'FAIL'],
      ],
      { state: 'FAIL', endedAt: Date.parse(at(6)) },
    ],
  ])('a run that %s', (_case, told, expected) => {
    const state = merged(told.map(([minute, type]) => event(minute, type)));
    expect(state.runs.get('r1')).toMatchObject(expected);
  });

  it('takes an event without a type for one that only adds facets', () => {
    const { eventType, ...untyped } = event(2, 'OTHER', {
      run: { runId: 'r1', facets: { nominalTime: { a: 1 } } },
    });
    const run = merged([event(1, 'START'), untyped]).runs.get('r1');
    expect(run).toMatchObject({ state: 'OTHER', endedAt: null, facets: { nominalTime: { a: 1 } } });
  });

  it('lets the later facet win and keeps the others', () => {
    const schema = (minute: number, fields: string, more: object = {}) =>
      event(minute, 'RUNNING', {
        outputs: [{ namespace: 's3://b', name: 'k', facets: { schema: { fields }, ...more } }],
      });
    const state = merged([schema(3, 'new'), schema(1, 'old', { ownership: { owner: 'me' } })]);
    const [dataset] = state.datasets.values();
    expect(dataset?.facets).toEqual({ schema: { fields: 'new' }, ownership: { owner: 'me' } });
  });

  it('knows a dataset by its canonical key and shows its most specific spelling', () => {
    const read = (namespace: string, name: string) => event(1, 'RUNNING', { inputs: [{ namespace, name }] });
    const state = merged([read('s3a://b', '/raw/trips/'), read('s3://b', 'raw/trips')]);
    expect([...state.datasets.values()]).toMatchObject([{ namespace: 's3a://b', name: '/raw/trips/' }]);
    expect(state.links.size).toBe(1);
  });

  it('keeps facets of a run as input and as output apart', () => {
    const k = { namespace: 's3://b', name: 'k' };
    const state = merged([
      event(1, 'COMPLETE', {
        inputs: [{ ...k, inputFacets: { dataQualityMetrics: { rowCount: 1 } } }],
        outputs: [{ ...k, outputFacets: { outputStatistics: { rowCount: 2 } } }],
      }),
    ]);
    expect([...state.links.values()].map(({ role, facets }) => [role, facets])).toEqual([
      ['input', { dataQualityMetrics: { rowCount: 1 } }],
      ['output', { outputStatistics: { rowCount: 2 } }],
    ]);
    expect([...state.datasets.values()].map(({ facets }) => facets)).toEqual([{}]);
  });

  it('knows by design what no run showed, and lets every run and every later design say better', () => {
    const dataset = (v: number) => ({ namespace: 's3://b', name: 'k', facets: { schema: { v } } });
    const designed = { eventTime: at(7), dataset: dataset(1) };
    const job = { namespace: 'git', name: 'train.py' };
    const state = merged([designed, { eventTime: at(8), job, inputs: [dataset(2)] }]);
    expect([...state.datasets.values()]).toMatchObject([{ name: 'k', facets: { schema: { v: 2 } } }]);
    expect([...state.jobs.values()]).toMatchObject([{ name: 'train.py' }]);
    expect({ runs: state.runs.size, links: state.links.size }).toEqual({ runs: 0, links: 0 });
    const ran = merged([event(1, 'COMPLETE', { outputs: [dataset(3)] }), designed]);
    expect([...ran.datasets.values()]).toMatchObject([{ facets: { schema: { v: 3 } } }]);
  });

  const anyFacets = fc.dictionary(fc.constantFrom('schema', 'stats'), fc.record({ v: fc.nat(3) }));
  const anyDataset = fc.record({
    namespace: fc.constantFrom('s3://b', 's3a://b'),
    name: fc.constantFrom('k', '/k', 'other'),
    facets: anyFacets,
  });
  const anyEvent = fc
    .record({
      minute: fc.nat(4),
      type: fc.constantFrom<RunState>('START', 'RUNNING', 'COMPLETE', 'FAIL', 'ABORT', 'OTHER'),
      runId: fc.constantFrom('r1', 'r2', undefined),
      facets: anyFacets,
      inputs: fc.array(anyDataset, { maxLength: 2 }),
      outputs: fc.array(anyDataset, { maxLength: 2 }),
    })
    .map(({ minute, type, runId, facets, inputs, outputs }): OpenLineageEvent => {
      const job = { namespace: 'airflow', name: 'daily.train', facets };
      if (runId === undefined) return { eventTime: at(minute), job, inputs, outputs };
      return event(minute, type, { run: { runId, facets }, job, inputs, outputs });
    });

  it('gives one state for any order and any repetition of the same events', () => {
    const orders = fc.array(anyEvent, { minLength: 1, maxLength: 8 }).chain((events) =>
      fc.record({
        events: fc.constant(events),
        shuffled: fc.shuffledSubarray(events, { minLength: events.length }),
        repeated: fc.subarray(events),
      }),
    );
    fc.assert(
      fc.property(orders, ({ events, shuffled, repeated }) => {
        expect(image(merged([...repeated, ...shuffled, ...repeated]))).toBe(image(merged(events)));
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});
