import type { Finding, Sli, Window, WindowState } from '@driftline/contracts';
import { fromJson } from '../client/json.js';
import { toIso } from '../client/time.js';
import type { WindowEvaluation as Row } from '../generated/client.js';
import type { WindowEvaluation } from './windowEvaluation.js';

/** The columns that the API's window needs: profiles are large and stay out of lists. */
export const WINDOW_COLUMNS = {
  startAt: true,
  endAt: true,
  asOf: true,
  state: true,
  rows: true,
  maturity: true,
  slis: true,
  findings: true,
} as const;

export type WindowRow = Pick<Row, keyof typeof WINDOW_COLUMNS>;
export type EvaluationRow = Omit<Row, 'modelId'>;

export function toWindow(row: WindowRow): Window {
  return {
    start: toIso(row.startAt),
    end: toIso(row.endAt),
    state: row.state as WindowState,
    asOf: toIso(row.asOf),
    rows: Number(row.rows),
    maturity: row.maturity,
    slis: fromJson<Sli[]>(row.slis),
    findings: fromJson<Finding[]>(row.findings),
  };
}

export function toWindowEvaluation(row: EvaluationRow): WindowEvaluation {
  return { ...toWindow(row), profile: row.profile, referenceVersion: row.referenceVersion };
}
