import type { FactsClient } from '../client/factsClient.js';
import type { LineageState } from './lineageState.js';

function rows(values: Iterable<object>): string {
  return JSON.stringify([...values]);
}

/** Writes the state back: one statement per table, whatever the number of rows. Times travel as epoch milliseconds. */
export async function saveLineageState(client: FactsClient, state: LineageState): Promise<void> {
  await client.$executeRaw`
    INSERT INTO lineage_dataset (id, key, namespace, name, facets, facet_times, first_seen_at, last_seen_at)
    SELECT id, key, namespace, name, facets, "facetTimes", to_timestamp("firstSeenAt" / 1000.0),
      to_timestamp("lastSeenAt" / 1000.0)
    FROM jsonb_to_recordset(${rows(state.datasets.values())}::jsonb) AS row(id text, key text, namespace text,
      name text, facets jsonb, "facetTimes" jsonb, "firstSeenAt" bigint, "lastSeenAt" bigint)
    ON CONFLICT (id) DO UPDATE SET namespace = excluded.namespace, name = excluded.name, facets = excluded.facets,
      facet_times = excluded.facet_times, first_seen_at = excluded.first_seen_at, last_seen_at = excluded.last_seen_at`;
  await client.$executeRaw`
    INSERT INTO lineage_job (id, namespace, name, facets, facet_times, first_seen_at, last_seen_at)
    SELECT id, namespace, name, facets, "facetTimes", to_timestamp("firstSeenAt" / 1000.0),
      to_timestamp("lastSeenAt" / 1000.0)
    FROM jsonb_to_recordset(${rows(state.jobs.values())}::jsonb) AS row(id text, namespace text, name text,
      facets jsonb, "facetTimes" jsonb, "firstSeenAt" bigint, "lastSeenAt" bigint)
    ON CONFLICT (id) DO UPDATE SET facets = excluded.facets, facet_times = excluded.facet_times,
      first_seen_at = excluded.first_seen_at, last_seen_at = excluded.last_seen_at`;
  await client.$executeRaw`
    INSERT INTO lineage_run (id, job_id, state, state_at, started_at, ended_at, last_event_at, facets, facet_times)
    SELECT id, "jobId", state, to_timestamp("stateAt" / 1000.0), to_timestamp("startedAt" / 1000.0),
      to_timestamp("endedAt" / 1000.0), to_timestamp("lastEventAt" / 1000.0), facets, "facetTimes"
    FROM jsonb_to_recordset(${rows(state.runs.values())}::jsonb) AS row(id text, "jobId" text, state text,
      "stateAt" bigint, "startedAt" bigint, "endedAt" bigint, "lastEventAt" bigint, facets jsonb, "facetTimes" jsonb)
    ON CONFLICT (id) DO UPDATE SET state = excluded.state, state_at = excluded.state_at,
      started_at = excluded.started_at, ended_at = excluded.ended_at, last_event_at = excluded.last_event_at,
      facets = excluded.facets, facet_times = excluded.facet_times`;
  await client.$executeRaw`
    INSERT INTO lineage_link (run_id, dataset_id, role, facets, facet_times, first_event_at)
    SELECT "runId", "datasetId", role, facets, "facetTimes", to_timestamp("firstEventAt" / 1000.0)
    FROM jsonb_to_recordset(${rows(state.links.values())}::jsonb) AS row("runId" text, "datasetId" text, role text,
      facets jsonb, "facetTimes" jsonb, "firstEventAt" bigint)
    ON CONFLICT (run_id, dataset_id, role) DO UPDATE SET facets = excluded.facets,
      facet_times = excluded.facet_times, first_event_at = excluded.first_event_at`;
}
