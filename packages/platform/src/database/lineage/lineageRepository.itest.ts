import type { OpenLineageRunEvent } from '@driftline/contracts';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestServers, type TestServers } from '../../testing/index.js';
import { connectDatabase } from '../connectDatabase.js';
import type { Database } from '../database.js';
import type { LineageGraph } from './lineageGraph.js';

const DAY = 86_400_000;
const START = Date.UTC(2001, 0, 1);

let servers: TestServers;
let database: Database;
let admin: Client;

beforeAll(async () => {
  servers = await startTestServers();
  database = await connectDatabase({ url: servers.databaseUrl });
  admin = new Client({ connectionString: servers.databaseUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await database.close();
  await servers.stop();
});
beforeEach(async () => {
  await admin.query('TRUNCATE lineage_dataset, lineage_job CASCADE');
});

/** A run of the ingestion on one day: it reads the feed and writes the table. */
function ingestion(day: number, rows = 100): OpenLineageRunEvent[] {
  const event = (hours: number, eventType: 'START' | 'COMPLETE'): OpenLineageRunEvent => ({
    eventTime: new Date(START + day * DAY + hours * 3_600_000).toISOString(),
    eventType,
    run: { runId: `ingest-${day}` },
    job: { namespace: 'airflow', name: 'ingest' },
    inputs: [{ namespace: 's3://feed', name: 'airports.csv' }],
    outputs: [
      {
        namespace: 'postgres://db:5432',
        name: 'flights.public.airports',
        facets: { schema: { fields: [{ name: 'delay_rate' }] } },
        outputFacets: { outputStatistics: { rowCount: rows } },
      },
    ],
  });
  return [event(1, 'START'), event(2, 'COMPLETE')];
}

function names(graph: LineageGraph): string[] {
  const nameOf = new Map([...graph.datasets, ...graph.jobs].map(({ id, name }) => [id, name]));
  return graph.edges
    .map(({ from, relation, to }) => `${nameOf.get(from)} ${relation} ${nameOf.get(to)}`)
    .sort();
}

describe('LineageRepository', () => {
  it('keeps static events beside what ran: more to know, nothing in its place', async () => {
    const dataset = { namespace: 'postgres://db:5432', name: 'flights.public.airports' };
    const facets = { schema: { fields: [] }, symlinks: { identifiers: [] } };
    await database.lineage.applyRunEvents([
      ...ingestion(0),
      { eventTime: new Date(START + 9 * DAY).toISOString(), dataset: { ...dataset, facets } },
      {
        eventTime: new Date(START).toISOString(),
        job: { namespace: 'git', name: 'train.py' },
        inputs: [dataset],
      },
    ]);
    const graph = await database.lineage.graph();
    expect(graph.datasets.find(({ name }) => name === dataset.name)?.facets).toMatchObject({
      schema: { fields: [{ name: 'delay_rate' }] },
      symlinks: { identifiers: [] },
    });
    expect(graph.jobs.map(({ name }) => name).sort()).toEqual(['ingest', 'train.py']);
    expect(graph.runs).toHaveLength(1);
  });

  it('joins datasets, components and runs into a graph', async () => {
    await database.lineage.applyRunEvents([...ingestion(0), ...ingestion(1, 7)]);
    const graph = await database.lineage.graph();
    expect(names(graph)).toEqual(['airports.csv reads ingest', 'ingest writes flights.public.airports']);
    expect(graph.runs.map(({ id, state }) => [id, state])).toEqual([
      ['ingest-1', 'COMPLETE'],
      ['ingest-0', 'COMPLETE'],
    ]);
    expect(graph.runs[0]?.outputs).toMatchObject([
      { facets: { outputStatistics: { rowCount: 7 }, schema: { fields: [{ name: 'delay_rate' }] } } },
    ]);
    expect(graph.edges[0]?.lastSeenAt).toBe(START + DAY + 3_600_000);
  });

  it('is the same whether events come at once, one by one, twice or backwards', async () => {
    const events = [...ingestion(0), ...ingestion(1), ...ingestion(2)];
    await database.lineage.applyRunEvents(events);
    const atOnce = await database.lineage.graph();
    await database.lineage.applyRunEvents(events);
    expect(await database.lineage.graph()).toEqual(atOnce);
    await admin.query('TRUNCATE lineage_dataset, lineage_job CASCADE');
    for (const event of events.reverse()) await database.lineage.applyRunEvents([event]);
    expect(await database.lineage.graph()).toEqual(atOnce);
  });

  it('loses nothing when many processes send overlapping parts of one run', async () => {
    const parts = Array.from(
      { length: 12 },
      (_, part): OpenLineageRunEvent => ({
        eventTime: new Date(START + part).toISOString(),
        eventType: 'RUNNING',
        run: { runId: 'shared', facets: { [`facet${part}`]: { part } } },
        job: { namespace: 'spark', name: 'join' },
        inputs: [{ namespace: 's3://b', name: `in${part}` }],
        outputs: [{ namespace: 's3://b', name: 'out', facets: { [`facet${part}`]: { part } } }],
      }),
    );
    await Promise.all(parts.map((part) => database.lineage.applyRunEvents([part])));
    const run = await database.lineage.run('shared');
    expect(Object.keys(run?.facets ?? {})).toHaveLength(12);
    expect(run?.inputs).toHaveLength(12);
    expect(Object.keys(run?.outputs[0]?.facets ?? {})).toHaveLength(12);
  });

  it('answers as of an earlier time with what was known then', async () => {
    await database.lineage.applyRunEvents([...ingestion(0), ...ingestion(5)]);
    const before = await database.lineage.graph({ asOf: START });
    expect(before).toEqual({ datasets: [], jobs: [], edges: [], runs: [] });
    const during = await database.lineage.graph({ asOf: START + 5 * DAY + 1.5 * 3_600_000 });
    expect(during.runs.map(({ id, state, endedAt }) => [id, state, endedAt !== null])).toEqual([
      ['ingest-5', 'RUNNING', false],
      ['ingest-0', 'COMPLETE', true],
    ]);
  });

  it('keeps the newest runs of every job', async () => {
    await database.lineage.applyRunEvents(Array.from({ length: 30 }, (_, day) => ingestion(day)).flat());
    const { runs } = await database.lineage.graph({ runsPerJob: 3 });
    expect(runs.map(({ id }) => id)).toEqual(['ingest-29', 'ingest-28', 'ingest-27']);
    const some = await database.lineage.runs({ from: START + 3 * DAY, to: START + 5 * DAY });
    expect(some.map(({ id }) => id)).toEqual(['ingest-4', 'ingest-3']);
    expect(await database.lineage.runs({ jobId: 'unknown' })).toEqual([]);
  });

  it('bears what PostgreSQL cannot store and facets that were taken back', async () => {
    const [start, complete] = ingestion(0);
    if (!start || !complete) return expect.unreachable();
    start.run.facets = { note: { text: 'a\0b' }, old: { x: 1 } };
    complete.run.facets = { old: { _deleted: true } };
    await database.lineage.applyRunEvents([start, complete]);
    expect((await database.lineage.run('ingest-0'))?.facets).toEqual({ note: { text: 'ab' } });
    expect(await database.lineage.run('unknown')).toBeUndefined();
  });

  it('takes thousands of events in a few statements per batch', async () => {
    const events = Array.from({ length: 1500 }, (_, day) => ingestion(day)).flat();
    await database.lineage.applyRunEvents(events);
    expect(await database.lineage.runs({ limit: 5000 })).toHaveLength(1500);
  });
});
