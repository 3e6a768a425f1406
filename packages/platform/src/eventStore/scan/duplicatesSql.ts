import type { ScanRequest } from '@driftline/engine';
import { endOf, predictionFilter, windowStart } from '../read/predictionFilter.js';
import { modelTables } from '../schema/modelTables.js';

/** How far from the range an id is looked for again: the day before and the day after. */
const NEIGHBOURHOOD = 86_400_000;

/** All windows with the number of their prediction ids that occur on more than one day in or beside the range. */
export function duplicatesSql(modelId: string, request: ScanRequest): string {
  const start = Math.floor(request.start / NEIGHBOURHOOD) * NEIGHBOURHOOD - NEIGHBOURHOOD;
  const end = Math.ceil(endOf(request) / NEIGHBOURHOOD) * NEIGHBOURHOOD + NEIGHBOURHOOD;
  const around = predictionFilter({ ...request, start, end });
  const window = windowStart(request, request.everySeconds);
  return `SELECT groupArray((w, ids)) FROM (SELECT w, count() AS ids FROM (
    SELECT groupUniqArrayIf(w, inside) AS windows FROM (
      SELECT id_hash, day, ${window} AS w, ${insideOf(request)} AS inside
      FROM ${modelTables(modelId).predictions} FINAL WHERE ${around}
    ) GROUP BY id_hash HAVING min(day) < max(day) AND length(windows) > 0
  ) ARRAY JOIN windows AS w GROUP BY w)`;
}

function insideOf(request: ScanRequest): string {
  return `toUnixTimestamp64Milli(ts) >= ${request.start} AND toUnixTimestamp64Milli(ts) < ${endOf(request)}`;
}
