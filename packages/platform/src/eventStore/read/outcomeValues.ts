import { modelTables } from '../schema/modelTables.js';
import type { StoreContext } from '../storeContext.js';

/** Distinct values listed at most. */
const MAX_VALUES = 100;

/** One class (or number, as its canonical string) with how often it occurs. */
export interface OutcomeValue {
  value: string;
  rows: number;
  /** Mean score of the rows that have both; null when none has. */
  meanScore: number | null;
}

/** The distinct values of predictions or of labels: enough to infer the task and the positive label. */
export interface OutcomeValues {
  rows: number;
  /** Approximate when large. */
  distinct: number;
  allNumbers: boolean;
  /** The most frequent, most first, ties by value. */
  top: OutcomeValue[];
}

interface SummaryRow {
  rows: number;
  distinct: number;
  numbers: number;
}

/** See EventStore.outcomeValues. */
export async function outcomeValues(
  { client, schema }: StoreContext,
  modelId: string,
): Promise<{ predictions: OutcomeValues; labels: OutcomeValues }> {
  if ((await schema.readColumns(modelId)) === null) return { predictions: noValues, labels: noValues };
  const tables = modelTables(modelId);
  const read = async (table: string, value: string, scored: string): Promise<OutcomeValues> => {
    const [[summary], top] = await Promise.all([
      client.rows<SummaryRow>(
        `SELECT count(${value}) AS rows, uniq(${value}) AS distinct, count(${value}_number) AS numbers FROM ${table}`,
      ),
      client.rows<OutcomeValue>(
        `SELECT toString(${value}) AS value, sum(r) AS rows, sum(total) / nullIf(sum(scored), 0) AS meanScore
         FROM (${scored}) GROUP BY value ORDER BY rows DESC, value LIMIT ${MAX_VALUES}`,
      ),
    ]);
    const { rows, distinct, numbers } = summary ?? { rows: 0, distinct: 0, numbers: 0 };
    const values = top.map(({ value, rows, meanScore }) => ({ value, rows, meanScore }));
    return { rows, distinct, allNumbers: rows > 0 && numbers === rows, top: values };
  };
  const scores = 'count(score) AS scored, ifNull(sum(score), 0) AS total';
  const [predictions, labels] = await Promise.all([
    read(
      tables.predictions,
      'prediction',
      `SELECT prediction, count() AS r, ${scores} FROM ${tables.predictions}
       WHERE prediction IS NOT NULL GROUP BY prediction`,
    ),
    read(
      tables.labels,
      'label',
      `SELECT label, count() AS r, 0 AS scored, 0. AS total FROM ${tables.labels} GROUP BY label
       UNION ALL SELECT label, 0 AS r, ${scores} FROM ${tables.joined} GROUP BY label`,
    ),
  ]);
  return { predictions, labels };
}

const noValues: OutcomeValues = { rows: 0, distinct: 0, allNumbers: false, top: [] };
