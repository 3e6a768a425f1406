import { describe, expect, it } from 'vitest';
import type { EngineIncident } from '../../incident/engineIncident.js';
import { buildLineageGraph } from '../../lineage/buildLineageGraph.js';
import { mergeLineageEvents } from '../../lineage/mergeLineageEvents.js';
import { dataset, pipelineEvents, RAW, runOf } from '../../testing/flightsLineage.js';
import { storyOf } from '../../testing/story.js';
import { troubledRuns } from './troubledRuns.js';

const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 5);
const ONSET = START + 8 * DAY;
const { reference } = storyOf({ seed: 5, referenceDays: 14, liveDays: 0, rowsPerHour: 12 });
const events = pipelineEvents(START, 10, 99);
const before = (job: string) =>
  events.filter((event) => event.job.name !== job || Date.parse(event.eventTime) < ONSET - 3 * DAY);

function suspects(runs: typeof events, cause: EngineIncident['cause'] = 'performance') {
  const lineage = mergeLineageEvents(runs);
  const incident: EngineIncident = {
    key: 'k',
    cause,
    severity: 'page',
    status: 'open',
    title: 't',
    summary: 's',
    openedAt: ONSET + DAY,
    closedAt: null,
    startedAt: ONSET,
    columns: [],
    slis: [],
    findings: [],
    memory: { bad: [ONSET], good: [], seenByLabels: true, worst: 5 },
  };
  return troubledRuns.rank({
    model: 'flight-delay',
    features: ['wind', 'origin_delay_rate', 'hour'],
    incident,
    findings: [],
    evaluations: [],
    reference,
    graph: buildLineageGraph(lineage, []),
    lineage,
    now: ONSET + DAY,
  });
}

const failed = (job: string) => runOf(job, ONSET, [], [], 'FAIL');
const elsewhere = runOf('copy_billing', START, [dataset(RAW, 'billing.csv')], [dataset(RAW, 'copy.csv')]);

describe('sources that the pipeline did not get', () => {
  it.each([
    ['all runs came and completed', events, []],
    ['the job that reads weather failed', [...events, failed('clean_weather')], ['weather.parquet']],
    ['the job that reads airports stopped running', before('clean_airports'), ['airports.parquet']],
    ['a job failed that reads no source', [...events, failed('build_features')], []],
    ['a job failed that does not lead to the model', [...events, elsewhere, failed('copy_billing')], []],
  ])('%s', (_case, runs, names) => {
    expect(suspects(runs).map(({ name }) => name)).toEqual(names.map((name) => `${RAW}/${name}`));
  });

  it('says which run it was and shows the way to the model', () => {
    const [suspect] = suspects([...events, failed('clean_weather')]);
    expect(suspect?.reasons).toEqual([
      expect.stringMatching(/^clean_weather reads it\. Its run at 2026-01-13 00:00 failed/),
    ]);
    expect(suspect?.path?.map(({ name }) => name)).toEqual([
      `${RAW}/weather.parquet`,
      'clean_weather',
      expect.stringContaining('app.clean.weather'),
      'build_features',
      expect.stringContaining('app.ml.features'),
      'serving.flight-delay',
    ]);
  });

  it('says nothing of an outcome shift', () => {
    expect(suspects([...events, failed('clean_weather')], 'outcome-shift')).toEqual([]);
  });
});
