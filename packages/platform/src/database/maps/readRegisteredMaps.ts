import type { MapDiff, RepositoryMap } from '@driftline/contracts';
import type { FactsClient } from '../client/factsClient.js';
import { toIso } from '../client/time.js';

interface Row {
  id: string;
  status: RepositoryMap['status'];
  error: string | null;
  commit: string | null;
  createdAt: Date;
  base: string | null;
  counts: MapDiff['counts'] | null;
  models: string[] | null;
}

/** Maps of a registered repository, newest first, with what their differences come to. The documents stay where they are. */
export async function readRegisteredMaps(
  client: FactsClient,
  registeredId: string,
  limit: number,
): Promise<RepositoryMap[]> {
  const rows = await client.$queryRaw<Row[]>`
    SELECT id, status, error, commit, created_at AS "createdAt", base_id AS base, diff->'counts' AS counts,
      jsonb_path_query_array(diff, '$.models[*].name') AS models
    FROM dependency_map WHERE registered_id = ${registeredId}
    ORDER BY created_at DESC, id DESC LIMIT ${limit}`;
  return rows.map((row) => ({ ...row, createdAt: toIso(row.createdAt) }));
}
