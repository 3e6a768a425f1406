import { sql } from '../client/sql.js';
import { type StoreMoment, settledMoment } from '../read/storeMoment.js';
import { modelTables } from '../schema/modelTables.js';
import type { StoreContext } from '../storeContext.js';
import { type JoinPlan, planJoin } from './joinPlan.js';
import { hintedDays, joinNewLabels, joinNewPredictions } from './joinSql.js';

/** What one step of joining did. */
export interface JoinResult {
  /** Where the next step goes on. */
  cursor: StoreMoment;
  /** Labels and predictions that the step took; those of the last moments may be taken again. */
  labels: number;
  predictions: number;
  /** Pairs of a prediction and a label written, including those written before. */
  joined: number;
  /** Whether more is waiting. */
  more: boolean;
}

interface HintRow {
  first: string | null;
  last: string | null;
  unhinted: number;
}

/** See EventStore.joinLabels. */
export async function joinLabels(
  context: StoreContext,
  modelId: string,
  cursor: StoreMoment,
): Promise<JoinResult> {
  await context.schema.ensureTables(modelId);
  const settled = await settledMoment(context);
  const from = BigInt(cursor);
  const plan = await planJoin(context, modelId, from);
  const { labels, predictions, more, to } = plan;
  const joined = labels + predictions === 0 ? 0 : await join(context, modelId, plan, settled);
  // An insert under way may appear behind what was joined: the next step starts before it, and takes some again.
  const held = !more || to > settled;
  const next = held ? settled : to;
  return { cursor: String(next > from ? next : from), labels, predictions, joined, more: more && !held };
}

async function join(
  context: StoreContext,
  modelId: string,
  plan: JoinPlan,
  started: bigint,
): Promise<number> {
  const { client } = context;
  if (plan.labels > 0) {
    const [hints] = await client.rows<HintRow>(hintedDays(modelId, plan));
    await client.command(joinNewLabels(modelId, plan, dayRange(hints)));
  }
  if (plan.predictions > 0) await client.command(joinNewPredictions(modelId, plan));
  const [row] = await client.rows<{ joined: number }>(
    `SELECT count() AS joined FROM ${modelTables(modelId).joined} WHERE joined_at >= ${sql.microTime(started)}`,
  );
  return row?.joined ?? 0;
}

function dayRange(hints: HintRow | undefined): { first: string; last: string } | null {
  if (hints === undefined || hints.unhinted > 0 || hints.first === null || hints.last === null) return null;
  return { first: hints.first, last: hints.last };
}
