import { ifTablesExist } from '../client/ifTablesExist.js';
import { type StoreMoment, settledMoment } from '../read/storeMoment.js';
import type { StoreContext } from '../storeContext.js';
import { nothingLanded, planJoin } from './joinPlan.js';
import { joinSql } from './joinSql.js';

/** The filters that a join builds for itself cost more than they save: both sides are already cut to the ids. */
const JOIN_SETTINGS = { enable_join_runtime_filters: 0 } as const;

/** What one step of joining did. */
export interface JoinResult {
  /** Where the next step goes on. */
  cursor: StoreMoment;
  /** Labels and predictions that the step took; those of the last moments may be taken again. */
  labels: number;
  predictions: number;
  /** Whether more is waiting. */
  more: boolean;
}

/** See EventStore.joinLabels. */
export async function joinLabels(
  context: StoreContext,
  modelId: string,
  cursor: StoreMoment,
): Promise<JoinResult> {
  const settled = await settledMoment(context);
  const from = BigInt(cursor);
  const plan = await ifTablesExist(planJoin(context, modelId, from), nothingLanded(from));
  const { labels, predictions, more, to } = plan;
  if (labels + predictions > 0) await context.client.command(joinSql(modelId, plan), JOIN_SETTINGS);
  // An insert under way may appear behind what was joined: the next step starts before it, and takes some again.
  const held = !more || to > settled;
  const next = held ? settled : to;
  return { cursor: String(next > from ? next : from), labels, predictions, more: more && !held };
}
