import { ifTablesExist } from '../client/ifTablesExist.js';
import { sql } from '../client/sql.js';
import { modelTables } from '../schema/modelTables.js';
import type { StoreContext } from '../storeContext.js';
import { type StoreMoment, settledMoment } from './storeMoment.js';

/** One UTC hour of event time for which predictions or labels were received. */
interface ChangedHour {
  /** Epoch milliseconds. */
  start: number;
  /** Rows received; labels count when they are joined. Repeats count until the store has merged them. */
  predictions: number;
  labels: number;
}

export interface Changes {
  /** Pass it to the next call. */
  moment: StoreMoment;
  /** Ascending. */
  hours: ChangedHour[];
}

/** See EventStore.changedSince. */
export async function changedSince(
  context: StoreContext,
  modelId: string,
  since: StoreMoment,
): Promise<Changes> {
  const tables = modelTables(modelId);
  const settled = await settledMoment(context);
  const from = BigInt(since);
  const after = sql.microTime(from);
  const hour = 'toUnixTimestamp64Milli(ts) - positiveModulo(toUnixTimestamp64Milli(ts), 3600000)';
  const request = context.client.rows<ChangedHour>(
    `SELECT start, sum(p) AS predictions, sum(l) AS labels FROM (
       SELECT ${hour} AS start, count() AS p, 0 AS l FROM ${tables.predictions}
       WHERE received_at >= ${after} AND NOT reference GROUP BY start
       UNION ALL SELECT ${hour} AS start, 0 AS p, count() AS l FROM ${tables.joined}
       WHERE label_received_at >= ${after} AND NOT reference GROUP BY start
     ) GROUP BY start ORDER BY start`,
  );
  const hours = await ifTablesExist(request, []);
  return { moment: String(settled > from ? settled : from), hours };
}
