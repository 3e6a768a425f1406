import type { ColumnProfile, ScanRequest, WindowProfile } from '@driftline/engine';
import { endOf, windowEnd } from '../read/predictionFilter.js';
import type { StoreContext } from '../storeContext.js';
import { duplicatesSql } from './duplicatesSql.js';
import { emptyColumn, readColumns } from './readScan.js';
import { planScan } from './scanPlan.js';
import { type ScanRow, scanSql } from './scanSql.js';

/** See EventStore.profileWindows. */
export async function profileWindows(
  { client, schema, limits }: StoreContext,
  modelId: string,
  request: ScanRequest,
): Promise<WindowProfile[]> {
  if (endOf(request) <= request.start) return [];
  const existing = await schema.readColumns(modelId);
  if (existing === null) return [];
  const windows = new Map<number, WindowProfile>();
  for (const plan of planScan(request, existing, limits.maxColumnsPerScan)) {
    for (const row of await client.rows<ScanRow>(scanSql(modelId, plan))) {
      const window = windows.get(row.w) ?? emptyWindow(row, request);
      windows.set(row.w, window);
      readColumns(row, plan, window.columns);
    }
  }
  if (request.aggregates.includes('duplicates') && windows.size > 0) {
    const rows = await client.rows<{ w: number; duplicates: number }>(duplicatesSql(modelId, request));
    for (const { w, duplicates } of rows) {
      const window = windows.get(w);
      if (window !== undefined) window.duplicates = duplicates;
    }
  }
  return [...windows.values()];
}

function emptyWindow(row: ScanRow, request: ScanRequest): WindowProfile {
  const [names, counts] = row.versions;
  return {
    start: row.w,
    end: windowEnd(row.w, request, request.everySeconds),
    rows: row.rows,
    weight: row.weight,
    versions: Object.fromEntries(names.map((name, index) => [name, counts[index] ?? 0])),
    duplicates: 0,
    columns: Object.fromEntries(
      request.columns.map((feature): [string, ColumnProfile] => [feature, emptyColumn(row.rows)]),
    ),
  };
}
