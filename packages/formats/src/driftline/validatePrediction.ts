import type { PredictionRecord } from '@driftline/contracts';
import type { DecodeLimits } from '../decodeLimits.js';
import { ItemProblem } from '../itemProblem.js';
import { asMap } from '../values/asMap.js';
import { readFeatures } from '../values/readFeatures.js';
import { readName } from '../values/readName.js';
import { readOutcome } from '../values/readOutcome.js';
import { readProbability } from '../values/readProbability.js';
import { readScores } from '../values/readScores.js';
import { readTags } from '../values/readTags.js';
import { readTimestamp } from '../values/readTimestamp.js';
import { readWeight } from '../values/readWeight.js';
import { wrongType } from '../values/wrongType.js';

/**
 * Validates one prediction event by hand: what the contracts' `predictionEventSchema` accepts, it accepts, with the
 * same record as result (a property test holds them equal), at a fraction of the schema's cost. The limits come on
 * top. The record takes over the item's own maps, so the item must not be used afterwards.
 */
export function validatePrediction(item: unknown, limits: DecodeLimits): PredictionRecord | ItemProblem {
  const event = asMap(item);
  if (event === undefined) return wrongType(item, 'a JSON object', '');
  const model = readName(event.model, '/model', limits);
  if (model instanceof ItemProblem) return model;
  const modelVersion =
    event.modelVersion === undefined ? '1' : readName(event.modelVersion, '/modelVersion', limits);
  if (modelVersion instanceof ItemProblem) return modelVersion;
  const predictionId = readName(event.predictionId, '/predictionId', limits);
  if (predictionId instanceof ItemProblem) return predictionId;
  const timestamp = readTimestamp(event.timestamp, '/timestamp', limits);
  if (timestamp instanceof ItemProblem) return timestamp;
  const features = readFeatures(event.features, limits);
  if (features instanceof ItemProblem) return features;
  const outcome = readPredicted(event, limits);
  if (outcome instanceof ItemProblem) return outcome;
  const tags = event.tags === undefined ? undefined : readTags(event.tags, limits);
  if (tags instanceof ItemProblem) return tags;
  const weight = readWeight(event.weight);
  if (weight instanceof ItemProblem) return weight;
  const reference = event.reference === undefined ? false : event.reference;
  if (typeof reference !== 'boolean') return wrongType(reference, 'a boolean', '/reference');
  const { prediction, score, scores } = outcome;
  return {
    model,
    modelVersion,
    predictionId,
    timestamp,
    features,
    prediction,
    score,
    scores,
    tags,
    weight,
    reference,
  };
}

type Predicted = Pick<PredictionRecord, 'prediction' | 'score' | 'scores'>;

/** What the model said: at least one of `prediction` and `score`. */
function readPredicted(event: Record<string, unknown>, limits: DecodeLimits): Predicted | ItemProblem {
  if (event.prediction === undefined && event.score === undefined) return nothingPredicted();
  const prediction =
    event.prediction === undefined ? undefined : readOutcome(event.prediction, '/prediction');
  if (prediction instanceof ItemProblem) return prediction;
  const score = event.score === undefined ? undefined : readProbability(event.score, '/score');
  if (score instanceof ItemProblem) return score;
  const scores = event.scores === undefined ? undefined : readScores(event.scores, limits);
  return scores instanceof ItemProblem ? scores : { prediction, score, scores };
}

function nothingPredicted(): ItemProblem {
  return new ItemProblem(
    'missing_field',
    'the item has neither /prediction nor /score',
    '/prediction',
    'Send the predicted class or number, or the score of the positive class.',
  );
}
