import type { OpenLineageRunEvent } from '@driftline/contracts';
import { startTestServers, type TestServers } from '@driftline/platform/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ApiOnServers, apiOnServers } from '../testing/apiOnServers.js';
import { iso } from '../testing/facts.js';
import { lineageSchema } from './lineageSchema.js';

let servers: TestServers;
let api: ApiOnServers;

beforeAll(async () => {
  servers = await startTestServers();
  api = await apiOnServers(servers);
});
afterAll(async () => {
  await api?.stop();
  await servers?.stop();
});

it('GET /v1/lineage shows what ran, with times in RFC 3339', async () => {
  const run = { runId: 'r1' };
  const job = { namespace: 'airflow', name: 'ingest' };
  const events: OpenLineageRunEvent[] = [
    { eventTime: iso(1), eventType: 'START', run, job, inputs: [{ namespace: 's3://raw', name: 'trips' }] },
    {
      eventTime: iso(2),
      eventType: 'COMPLETE',
      run,
      job,
      outputs: [{ namespace: 's3://clean', name: 'trips' }],
    },
  ];
  await api.platform.database.lineage.applyRunEvents(events);
  const { body } = await api.call('GET', '/v1/lineage');
  expect(lineageSchema.parse(body)).toMatchObject({
    jobs: [{ name: 'ingest', firstSeenAt: iso(1) }],
    datasets: expect.arrayContaining([expect.objectContaining({ namespace: 's3://raw' })]),
    edges: expect.arrayContaining([expect.objectContaining({ relation: 'reads', lastSeenAt: iso(1) })]),
    runs: [{ state: 'COMPLETE', startedAt: iso(1), endedAt: iso(2) }],
  });
});
