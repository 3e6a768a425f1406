import type { ColumnProfile, ScanRequest, WindowProfile } from '@driftline/engine';
import { ifTablesExist } from '../client/ifTablesExist.js';
import { endOf, windowEnd } from '../read/predictionFilter.js';
import type { FeatureColumn } from '../schema/featureColumn.js';
import type { StoreContext } from '../storeContext.js';
import { emptyColumn, readColumns } from './readScan.js';
import { planScan } from './scanPlan.js';
import { type ScanRow, scanSql } from './scanSql.js';

/** See EventStore.profileWindows. */
export async function profileWindows(
  context: StoreContext,
  modelId: string,
  request: ScanRequest,
): Promise<WindowProfile[]> {
  if (endOf(request) <= request.start) return [];
  let known = await context.schema.knownColumns(modelId);
  while (known !== null) {
    const windows = await scan(context, modelId, request, known);
    if (windows !== null) return windows;
    known = await context.schema.readColumns(modelId);
  }
  return [];
}

/** The profiles, or null when the model has other columns than `known`: asking in the same query spares a request. */
async function scan(
  { client, limits }: StoreContext,
  modelId: string,
  request: ScanRequest,
  known: readonly FeatureColumn[],
): Promise<WindowProfile[] | null> {
  const windows = new Map<number, WindowProfile>();
  for (const plan of planScan(request, known, limits.maxColumnsPerScan)) {
    const rows = await ifTablesExist(client.rows<ScanRow>(scanSql(modelId, plan)), []);
    if (plan.first && rows.some((row) => row.known !== known.length)) return null;
    for (const row of rows) {
      const window = windows.get(row.w) ?? emptyWindow(row, request);
      windows.set(row.w, window);
      readColumns(row, plan, window.columns);
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
    duplicates: row.duplicates?.find(([window]) => window === row.w)?.[1] ?? 0,
    columns: Object.fromEntries(
      request.columns.map((feature): [string, ColumnProfile] => [feature, emptyColumn(row.rows)]),
    ),
  };
}
