import { type Finding, proposalSchema, suspectsSchema } from '@driftline/contracts';
import { describe, expect, it } from 'vitest';
import type { EngineIncident } from '../incident/engineIncident.js';
import { buildLineageGraph } from '../lineage/buildLineageGraph.js';
import { mergeLineageEvents } from '../lineage/mergeLineageEvents.js';
import { proposeReactions } from '../react/proposeReactions.js';
import { flightsMap, pipelineEvents, RAW, runOf } from '../testing/flightsLineage.js';
import { storyOf } from '../testing/story.js';
import { rankSuspects } from './rankSuspects.js';
import type { IncidentContext } from './suspectSource.js';
import { suspectSources } from './suspectSources.js';

const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 5);
const ONSET = START + 8 * DAY;
const { reference } = storyOf({ seed: 5, referenceDays: 14, liveDays: 0, rowsPerHour: 12 });

const unitChange: Finding = {
  kind: 'unit-change',
  column: 'origin_delay_rate',
  level: 'soft',
  effect: 100,
  threshold: 1,
  measure: 'factor',
  message: 'origin_delay_rate changed by factor 100: its median went from 0.2 to 20',
  details: { factor: 100 },
};
const drift: Finding = {
  ...unitChange,
  kind: 'distance',
  column: 'wind',
  level: 'drift',
  effect: 0.12,
  threshold: 0.1,
  message: 'wind moved',
};

function contextOf(
  change: Partial<EngineIncident> = {},
  events = pipelineEvents(START, 10, 8),
  maps = [flightsMap],
): IncidentContext {
  const lineage = events.length > 0 ? mergeLineageEvents(events) : null;
  const incident: EngineIncident = {
    key: 'k',
    cause: 'input-change',
    severity: 'page',
    status: 'open',
    title: 't',
    summary: 's',
    openedAt: ONSET + DAY,
    closedAt: null,
    startedAt: ONSET,
    columns: ['origin_delay_rate'],
    slis: [],
    findings: [unitChange, drift],
    memory: { bad: [ONSET], good: [], seenByLabels: false, worst: 5 },
    ...change,
  };
  return {
    model: 'flight-delay',
    features: ['wind', 'origin_delay_rate', 'hour'],
    incident,
    findings: [],
    evaluations: [],
    reference,
    graph: buildLineageGraph(lineage, maps),
    lineage,
    now: ONSET + DAY,
  };
}

describe('rankSuspects', () => {
  const suspects = rankSuspects(contextOf());

  it('ranks features by their evidence and leaves sound ones out', () => {
    expect(suspects.columns.map(({ name }) => name)).toEqual(['origin_delay_rate', 'wind']);
    expect(suspects.columns[0]?.reasons).toEqual([unitChange.message]);
  });

  it('names the source first that feeds the broken feature, with file and line', () => {
    const [source] = suspects.sources;
    expect(source?.name).toBe(`${RAW}/airports.parquet`);
    expect(source?.path?.map(({ name }) => name)).toEqual([
      `${RAW}/airports.parquet`,
      'features.py',
      'file/out/features.csv',
      'train.py',
      'flight_delay',
    ]);
    expect(source?.path?.[1]?.evidence).toMatchObject([{ path: 'features.py', line: 4 }]);
    expect(source?.reasons[0]).toBe(
      'It feeds origin_delay_rate from its column delay_rate; 1 of the 1 features it feeds changed',
    );
  });

  it('ranks the component next to the changed source above those of other features', () => {
    const names = suspects.components.map(({ name }) => name);
    expect(names).toContain('clean_airports');
    expect(names.indexOf('clean_airports')).toBeLessThan(names.indexOf('clean_weather') >>> 0);
  });

  it('finds the component that broke a sound input', () => {
    const events = pipelineEvents(START, 10, 8).map((event) => {
      const raw = event.inputs?.some(({ name }) => name === 'airports.parquet');
      if (!raw) return event;
      const sound = pipelineEvents(START, 10, 10).find(({ run }) => run.runId === event.run.runId);
      return { ...event, inputs: sound?.inputs };
    });
    const [first] = rankSuspects(contextOf({}, events)).components;
    expect(first?.name).toBe('clean_airports');
    expect(first?.reasons).toContain('What it read was as usual, so the change began here');
  });

  it('raises a component whose run failed near the onset', () => {
    const failed = {
      ...runOf('build_features', ONSET, [], [], 'FAIL'),
      run: { runId: 'bad', facets: { errorMessage: { message: 'out of memory' } } },
    };
    const [first] = rankSuspects(contextOf({}, [...pipelineEvents(START, 10, 8), failed])).components;
    expect(first?.name).toBe('build_features');
    expect(first?.reasons[0]).toMatch(/failed: out of memory$/);
  });

  it('traces sources by column lineage when there is no map', () => {
    const [source] = rankSuspects(contextOf({}, pipelineEvents(START, 10, 8), [])).sources;
    expect(source?.name).toBe(`${RAW}/airports.parquet`);
    expect(source?.path?.at(-1)?.name).toBe('serving.flight-delay');
  });

  it.each([
    ['an outcome shift names nobody', contextOf({ cause: 'outcome-shift', columns: [], findings: [] })],
    [
      'no evidence against a feature names no source',
      contextOf({ cause: 'performance', columns: [], findings: [] }),
    ],
  ])('%s', (_case, context) => {
    expect(rankSuspects(context)).toEqual({ columns: [], components: [], sources: [] });
  });

  it('without lineage there are features only', () => {
    const { columns, components, sources } = rankSuspects(contextOf({}, [], []));
    expect([columns.length, components, sources]).toEqual([2, [], []]);
    expect(rankSuspects({ ...contextOf(), graph: null, lineage: null }).sources).toEqual([]);
  });
});

/** What every suspect source must keep. */
describe.each(suspectSources.map((source) => [source.name, source] as const))('%s', (_name, source) => {
  const contexts = [
    contextOf(),
    contextOf({}, []),
    contextOf({ findings: [], columns: [] }),
    { ...contextOf(), graph: null },
  ];

  it.each(contexts)('gives valid suspects with reasons, most suspect first (%#)', (context) => {
    const copy = structuredClone(context);
    const ranked = source.rank(context);
    const empty = { columns: [], components: [], sources: [] };
    expect(suspectsSchema.safeParse({ ...empty, [source.kind]: ranked }).success).toBe(true);
    expect(ranked.map(({ score }) => score)).toEqual(ranked.map(({ score }) => score).sort((a, b) => b - a));
    expect(ranked.every(({ reasons }) => reasons.length > 0)).toBe(true);
    expect(new Set(ranked.map(({ name }) => name)).size).toBe(ranked.length);
    expect(context).toEqual(copy);
  });
});

describe('proposeReactions', () => {
  const of = (change: Partial<EngineIncident>) => proposeReactions(contextOf(change));

  it.each<[string, Partial<EngineIncident>, string[]]>([
    ['broken inputs', { columns: ['wind'] }, ['ignore-data', 'set-default-data']],
    ['a broken input without a usual value', { columns: ['unheard-of'] }, ['ignore-data']],
    ['outcome shift', { cause: 'outcome-shift', columns: [] }, ['retrain']],
    ['performance', { cause: 'performance', columns: [] }, ['retrain']],
  ])('%s: safest first', (_case, change, expected) => {
    const proposals = of(change);
    expect(proposals.map(({ reaction }) => reaction)).toEqual(expected);
    for (const proposal of proposals) expect(proposalSchema.parse(proposal)).toEqual(proposal);
  });

  it('proposes the value that is usual', () => {
    const titles = of({ columns: ['wind', 'origin'] }).map(({ title }) => title);
    expect(titles[1]).toMatch(/^Serve wind = (7|8)\.\d+, origin = "(ORD|ATL|DFW|SEA)" until/);
  });
});
