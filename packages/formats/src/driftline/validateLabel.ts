import type { LabelRecord } from '@driftline/contracts';
import type { DecodeLimits } from '../decodeLimits.js';
import { ItemProblem } from '../itemProblem.js';
import { asMap } from '../values/asMap.js';
import { readName } from '../values/readName.js';
import { readOutcome } from '../values/readOutcome.js';
import { readTimestamp } from '../values/readTimestamp.js';
import { wrongType } from '../values/wrongType.js';

/** Validates one label event; equal to the contracts' `labelEventSchema`, the limits on top. */
export function validateLabel(item: unknown, limits: DecodeLimits): LabelRecord | ItemProblem {
  const event = asMap(item);
  if (event === undefined) return wrongType(item, 'a JSON object', '');
  const model = readName(event.model, '/model', limits);
  if (model instanceof ItemProblem) return model;
  const predictionId = readName(event.predictionId, '/predictionId', limits);
  if (predictionId instanceof ItemProblem) return predictionId;
  const timestamp = readTimestamp(event.timestamp, '/timestamp', limits);
  if (timestamp instanceof ItemProblem) return timestamp;
  if (event.label === undefined) {
    return new ItemProblem('missing_field', '/label is missing', '/label', 'Send what turned out true.');
  }
  const label = readOutcome(event.label, '/label');
  if (label instanceof ItemProblem) return label;
  const predictionTimestamp =
    event.predictionTimestamp === undefined
      ? undefined
      : readTimestamp(event.predictionTimestamp, '/predictionTimestamp', limits);
  if (predictionTimestamp instanceof ItemProblem) return predictionTimestamp;
  return { model, predictionId, timestamp, label, predictionTimestamp };
}
