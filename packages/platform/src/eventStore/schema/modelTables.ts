import { CodedError } from '@driftline/contracts';

/** Names of one model's tables. */
export interface ModelTables {
  /** Predictions, replaced by identity. */
  predictions: string;
  /** Every label that arrived. */
  labels: string;
  /** Labels beside the prediction that they belong to, every version of a label kept. */
  joined: string;
}

/** The tables of a model, whose id (of facts, not its name) must be safe in SQL and in a file name. */
export function modelTables(modelId: string): ModelTables {
  if (!/^[a-z0-9]{1,64}$/.test(modelId)) {
    throw new CodedError({
      code: 'model_id_invalid',
      status: 500,
      message: `the model id ${JSON.stringify(modelId.slice(0, 100))} is not 1 to 64 lower-case letters and digits`,
      action: 'give the event store the id of the model from the facts, not its name',
    });
  }
  return { predictions: `p_${modelId}`, labels: `l_${modelId}`, joined: `j_${modelId}` };
}
