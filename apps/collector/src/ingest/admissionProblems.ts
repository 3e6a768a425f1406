import { ItemProblem } from '@driftline/formats';
import type { CollectorLimits } from '../limits/collectorLimits.js';
import type { Excess } from '../models/knownModel.js';

/** Why a valid item is refused all the same: what the collector knows of its model forbids it. */
export const admissionProblems = {
  unknownModel: (name: string) =>
    new ItemProblem(
      'unknown_model',
      `no model is called ${name}`,
      '/model',
      'Send a prediction of the model first, or correct the name.',
    ),
  tooManyModels: (limits: CollectorLimits) =>
    new ItemProblem(
      'too_many_models_in_batch',
      `the batch names more than ${limits.maxModelsPerBatch} models`,
      '/model',
      'Send the other models in a batch of their own.',
    ),
  modelLimit: (limits: CollectorLimits) =>
    new ItemProblem(
      'model_limit_exceeded',
      `${limits.maxModels} models are registered, which is the limit`,
      '/model',
      'Remove models that are no longer used, or raise the limit.',
    ),
  excess: (excess: Excess, limits: CollectorLimits) =>
    excess.over === 'versions' ? tooManyVersions(limits) : noRoomForFeature(excess, limits),
};

function noRoomForFeature(
  excess: Exclude<Excess, { over: 'versions' }>,
  limits: CollectorLimits,
): ItemProblem {
  const limit =
    excess.over === 'features'
      ? `${limits.maxFeaturesPerModel} features`
      : `${limits.maxFeatureColumnsPerModel} columns, one for each feature and type,`;
  return new ItemProblem(
    'feature_limit_exceeded',
    `the model has no room for the feature ${excess.name}: ${limit} are the limit`,
    '/features',
    'Keep ids and free text out of feature names, send each feature with one type, or raise the limit.',
  );
}

function tooManyVersions(limits: CollectorLimits): ItemProblem {
  return new ItemProblem(
    'version_limit_exceeded',
    `the model has ${limits.maxVersionsPerModel} versions, which is the limit`,
    '/modelVersion',
    'Send the version of the model, not of the request; or raise the limit.',
  );
}
