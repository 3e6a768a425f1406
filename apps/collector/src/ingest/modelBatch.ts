import type { LabelRecord, PredictionRecord } from '@driftline/contracts';
import type { KnownModel } from '../models/knownModel.js';

/** The admitted rows of one model in one request. */
export interface ModelBatch<Row extends PredictionRecord | LabelRecord> {
  name: string;
  model: KnownModel;
  rows: readonly Row[];
}
