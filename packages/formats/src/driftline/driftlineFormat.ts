import { BatchBuilder } from '../batchBuilder.js';
import type { DecodedBatch } from '../decodedBatch.js';
import type { DecodeLimits } from '../decodeLimits.js';
import { ItemProblem } from '../itemProblem.js';
import type { EventKind, WireFormat, WireMessage } from '../wireFormat.js';
import { readItems } from './readItems.js';
import { validateLabel } from './validateLabel.js';
import { validatePrediction } from './validatePrediction.js';

/** Driftline's own wire: prediction and label events as NDJSON, a JSON array or one object. */
export const driftlineFormat: WireFormat = {
  name: 'driftline',
  contentTypes: [
    'application/x-ndjson',
    'application/ndjson',
    'application/jsonl',
    'application/json',
    'text/plain',
  ],
  paths: { '/v1/predictions': 'predictions', '/v1/labels': 'labels' },
  decode,
};

function decode(message: WireMessage, limits: DecodeLimits): DecodedBatch {
  const batch = new BatchBuilder();
  const items = readItems(message, limits);
  items.forEach((item, index) => {
    if (item instanceof ItemProblem) batch.reject(item, index, undefined);
    else if ((message.kind ?? kindOf(item)) === 'labels') addLabel(batch, item, index, limits);
    else addPrediction(batch, item, index, limits);
  });
  return batch.build();
}

/** Where nothing says what the items are, one with a label and neither prediction nor score is a label. */
function kindOf(item: unknown): EventKind {
  if (typeof item !== 'object' || item === null) return 'predictions';
  return 'label' in item && !('prediction' in item) && !('score' in item) ? 'labels' : 'predictions';
}

function addPrediction(batch: BatchBuilder, item: unknown, index: number, limits: DecodeLimits): void {
  const record = validatePrediction(item, limits);
  if (record instanceof ItemProblem) batch.reject(record, index, item);
  else batch.addPrediction(record, index);
}

function addLabel(batch: BatchBuilder, item: unknown, index: number, limits: DecodeLimits): void {
  const record = validateLabel(item, limits);
  if (record instanceof ItemProblem) batch.reject(record, index, item);
  else batch.addLabel(record, index);
}
