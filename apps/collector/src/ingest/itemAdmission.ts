import type { LabelRecord, PredictionRecord, Rejection } from '@driftline/contracts';
import type { DecodedBatch, ItemProblem } from '@driftline/formats';
import type { CollectorLimits } from '../limits/collectorLimits.js';
import type { ModelDirectory } from '../models/modelDirectory.js';
import { admissionProblems } from './admissionProblems.js';
import type { ModelBatch } from './modelBatch.js';
import { type ModelRows, rowsByModel } from './rowsByModel.js';

/** What of a decoded batch may be stored, by model, and what may not. */
export interface Admitted {
  predictions: ModelBatch<PredictionRecord>[];
  labels: ModelBatch<LabelRecord>[];
  rejections: Rejection[];
}

/** Decides item by item what the models take: predictions register their model, labels need one that is known. */
export class ItemAdmission {
  constructor(
    private readonly directory: ModelDirectory,
    private readonly limits: CollectorLimits,
  ) {}

  /** @throws what the registry throws when it cannot be asked */
  async admit(batch: DecodedBatch): Promise<Admitted> {
    const admitted: Admitted = { predictions: [], labels: [], rejections: [...batch.rejections] };
    let models = 0;
    for (const [name, group] of rowsByModel(batch.predictions, batch.predictionIndexes)) {
      if (++models > this.limits.maxModelsPerBatch)
        refuse(group, admissionProblems.tooManyModels(this.limits), admitted);
      else await this.admitPredictions(name, group, admitted);
    }
    for (const [name, group] of rowsByModel(batch.labels, batch.labelIndexes)) {
      if (++models > this.limits.maxModelsPerBatch)
        refuse(group, admissionProblems.tooManyModels(this.limits), admitted);
      else await this.admitLabels(name, group, admitted);
    }
    admitted.rejections.sort((a, b) => a.index - b.index);
    return admitted;
  }

  private async admitPredictions(
    name: string,
    group: ModelRows<PredictionRecord>,
    admitted: Admitted,
  ): Promise<void> {
    const model = await this.directory.findOrCreate(name);
    if (model === undefined) return refuse(group, admissionProblems.modelLimit(this.limits), admitted);
    const rows = group.rows.filter((row, at) => {
      const excess = model.admit(row, this.limits);
      if (excess === undefined) return true;
      refuseRow(group, at, admissionProblems.excess(excess, this.limits), admitted);
      return false;
    });
    await this.directory.publish(name, model);
    if (rows.length > 0) admitted.predictions.push({ name, model, rows });
  }

  private async admitLabels(name: string, group: ModelRows<LabelRecord>, admitted: Admitted): Promise<void> {
    const model = await this.directory.find(name);
    if (model === undefined) refuse(group, admissionProblems.unknownModel(name), admitted);
    else admitted.labels.push({ name, model, rows: group.rows });
  }
}

type Rows = ModelRows<PredictionRecord | LabelRecord>;

function refuse(group: Rows, problem: ItemProblem, admitted: Admitted): void {
  for (let at = 0; at < group.rows.length; at++) refuseRow(group, at, problem, admitted);
}

function refuseRow(group: Rows, at: number, problem: ItemProblem, admitted: Admitted): void {
  admitted.rejections.push(problem.toRejection(group.indexes[at] ?? at, group.rows[at]));
}
