import type { Window } from '@driftline/contracts';
import type { FactsClient } from '../client/factsClient.js';
import { toJson } from '../client/json.js';
import { Prisma } from '../generated/client.js';
import {
  type EvaluationRow,
  toWindow,
  toWindowEvaluation,
  WINDOW_COLUMNS,
  type WindowRow,
} from './toWindow.js';
import type { WindowEvaluation, WindowRange } from './windowEvaluation.js';

const DEFAULT_LIMIT = 1000;

/** Evaluations of windows. An evaluation is identified by model, start and asOf; the newest asOf per start is the window. */
export class WindowRepository {
  readonly #client: FactsClient;

  constructor(client: FactsClient) {
    this.#client = client;
  }

  /** Keeps an evaluation; doing the same one again replaces it. */
  async upsert(modelId: string, evaluation: WindowEvaluation): Promise<void> {
    const startAt = new Date(evaluation.start);
    const asOf = new Date(evaluation.asOf);
    const data = {
      endAt: new Date(evaluation.end),
      state: evaluation.state,
      rows: BigInt(evaluation.rows),
      maturity: evaluation.maturity,
      slis: toJson(evaluation.slis),
      findings: toJson(evaluation.findings),
      profile: evaluation.profile === null ? Prisma.DbNull : toJson(evaluation.profile),
      referenceVersion: evaluation.referenceVersion,
    };
    await this.#client.windowEvaluation.upsert({
      where: { modelId_startAt_asOf: { modelId, startAt, asOf } },
      create: { modelId, startAt, asOf, ...data },
      update: data,
    });
  }

  /** The windows of a range, oldest first; when there are more than `limit`, the newest of them. */
  async list(modelId: string, range: WindowRange = {}): Promise<Window[]> {
    const limit = range.limit ?? DEFAULT_LIMIT;
    const rows = await this.#client.$queryRaw<WindowRow[]>`
      SELECT DISTINCT ON (start_at) start_at AS "startAt", end_at AS "endAt", as_of AS "asOf", state, rows, maturity,
        slis, findings
      FROM window_evaluation
      WHERE model_id = ${modelId} AND start_at >= ${timeOr(range.from, '-infinity')}::timestamptz
        AND start_at < ${timeOr(range.to, 'infinity')}::timestamptz
      ORDER BY start_at DESC, as_of DESC LIMIT ${limit}`;
    return rows.map(toWindow).reverse();
  }

  /** The newest evaluation of the window that starts at `start` (epoch milliseconds). */
  async get(modelId: string, start: number): Promise<WindowEvaluation | undefined> {
    const row = await this.#client.windowEvaluation.findFirst({
      where: { modelId, startAt: new Date(start) },
      orderBy: { asOf: 'desc' },
    });
    return row ? toWindowEvaluation(row) : undefined;
  }

  /** Every evaluation of one window, oldest asOf first, without profiles. */
  async evaluations(modelId: string, start: number): Promise<Window[]> {
    const rows = await this.#client.windowEvaluation.findMany({
      select: WINDOW_COLUMNS,
      where: { modelId, startAt: new Date(start) },
      orderBy: { asOf: 'asc' },
    });
    return rows.map(toWindow);
  }

  /**
   * What was known before `asOf` (epoch milliseconds, exclusive): the newest earlier evaluation of each of the last `count`
   * windows, oldest first, with profiles.
   */
  async history(modelId: string, beforeAsOf: number, count: number): Promise<WindowEvaluation[]> {
    const before = new Date(beforeAsOf).toISOString();
    const rows = await this.#client.$queryRaw<EvaluationRow[]>`
      SELECT DISTINCT ON (start_at) start_at AS "startAt", end_at AS "endAt", as_of AS "asOf", state, rows, maturity,
        slis, findings, profile, reference_version AS "referenceVersion"
      FROM window_evaluation
      WHERE model_id = ${modelId} AND as_of < ${before}::timestamptz
      ORDER BY start_at DESC, as_of DESC LIMIT ${count}`;
    return rows.map(toWindowEvaluation).reverse();
  }

  /** asOf of the newest evaluation of a model in epoch milliseconds; null before the first. */
  async newestAsOf(modelId: string): Promise<number | null> {
    const newest = await this.#client.windowEvaluation.aggregate({
      where: { modelId },
      _max: { asOf: true },
    });
    return newest._max.asOf?.getTime() ?? null;
  }

  /** Drops the profiles of windows that ended before `before` (epoch milliseconds); returns how many. */
  async dropProfiles(before: number): Promise<number> {
    const { count } = await this.#client.windowEvaluation.updateMany({
      where: { endAt: { lt: new Date(before) }, profile: { not: Prisma.DbNull } },
      data: { profile: Prisma.DbNull },
    });
    return count;
  }
}

function timeOr(millis: number | undefined, otherwise: string): string {
  return millis === undefined ? otherwise : new Date(millis).toISOString();
}
