export { type Aggregate, QUANTILE_PROBABILITIES } from './profile/aggregate.js';
export type { BinLayout } from './profile/binLayout.js';
export type { ColumnProfile, NumericSummary, TextSummary } from './profile/columnProfile.js';
export type {
  LabelledCell,
  OutcomeRequest,
  PredictionCell,
  RegressionSums,
  WindowOutcomes,
} from './profile/outcomeCells.js';
export type { ScanRequest } from './profile/scanRequest.js';
export type { WindowProfile } from './profile/windowProfile.js';
