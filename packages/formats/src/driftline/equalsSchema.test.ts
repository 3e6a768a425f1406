import {
  type LabelEvent,
  type LabelRecord,
  labelEventSchema,
  type PredictionEvent,
  type PredictionRecord,
  predictionEventSchema,
} from '@driftline/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DecodeLimits } from '../decodeLimits.js';
import { ItemProblem } from '../itemProblem.js';
import { validateLabel } from './validateLabel.js';
import { validatePrediction } from './validatePrediction.js';

const LARGE = Number.MAX_SAFE_INTEGER;
const noLimits: DecodeLimits = {
  now: LARGE,
  maxFutureSeconds: LARGE,
  earliest: -LARGE,
  maxItems: LARGE,
  maxFeatures: LARGE,
  maxEntries: LARGE,
  maxNameLength: LARGE,
  maxStringLength: LARGE,
};

const name = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.constantFrom('a', '__proto__', 'constructor', 'toString', 'a/b~c', '', 'x'.repeat(200), 'x'.repeat(201)),
);
const number = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom(0, 1, -0, 0.5, 1.0000001, -1e-9, 5e-324, 1e308, Number.POSITIVE_INFINITY, Number.NaN),
);
const scalar = fc.oneof(number, name, fc.boolean(), fc.constant(null));
const anything = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 3 }),
  fc.dictionary(name, scalar, { maxKeys: 3 }),
  fc.constantFrom('y'.repeat(1000), 'y'.repeat(1001)),
);
const time = fc.constantFrom(
  '2001-01-01T00:01:00Z',
  '2001-01-01T00:01:00.25+05:30',
  '2001-02-29T00:00:00Z',
  'now',
);
const probability = fc.double({ min: 0, max: 1, noNaN: true });

/** Mostly valid values; every member may be absent or anything. */
const member = (valid: fc.Arbitrary<unknown>) =>
  fc.option(fc.oneof({ weight: 40, arbitrary: valid }, anything), { nil: undefined, freq: 12 });
const predictions = fc.record(
  {
    model: member(fc.constant('m')),
    modelVersion: member(fc.constant('2')),
    predictionId: member(fc.constant('p')),
    timestamp: member(time),
    features: member(fc.dictionary(name, scalar, { maxKeys: 4 })),
    prediction: member(scalar),
    score: member(probability),
    scores: member(fc.dictionary(name, probability, { maxKeys: 3 })),
    tags: member(fc.dictionary(name, name, { maxKeys: 3 })),
    weight: member(fc.double({ min: 0, noNaN: true })),
    reference: member(fc.boolean()),
    label: anything,
  },
  { requiredKeys: ['model', 'predictionId', 'timestamp'] },
);
const labels = fc.record(
  {
    model: member(fc.constant('m')),
    predictionId: member(fc.constant('p')),
    timestamp: member(time),
    label: member(scalar),
    predictionTimestamp: member(time),
  },
  { requiredKeys: ['model', 'predictionId', 'timestamp', 'label'] },
);

/** A value as it comes off the wire; infinite numbers arrive as 1e400 does. */
function offTheWire(value: unknown): unknown {
  const text = JSON.stringify(value, (_key, entry) => (entry === Number.POSITIVE_INFINITY ? '@inf@' : entry));
  return text === undefined ? undefined : JSON.parse(text.replaceAll('"@inf@"', '1e400'));
}

const predictionRecord = (event: PredictionEvent): PredictionRecord => ({
  ...event,
  timestamp: Date.parse(event.timestamp),
  prediction: event.prediction,
  score: event.score,
  scores: event.scores,
  tags: event.tags,
});

const labelRecord = (event: LabelEvent): LabelRecord => ({
  ...event,
  timestamp: Date.parse(event.timestamp),
  predictionTimestamp:
    event.predictionTimestamp === undefined ? undefined : Date.parse(event.predictionTimestamp),
});

/** A name with U+0000 passes the schema but no database: the validator alone refuses it. */
const holdsNul = (result: unknown): boolean =>
  result instanceof ItemProblem && result.code === 'name_invalid';

describe('the hand-written validators equal the schemas of the contracts', () => {
  it('for predictions: same verdict, same record', () => {
    let accepted = 0;
    const runs = 6000;
    fc.assert(
      fc.property(fc.oneof({ weight: 9, arbitrary: predictions }, fc.jsonValue()), (value) => {
        const item = offTheWire(value);
        const schema = predictionEventSchema.safeParse(structuredClone(item));
        const record = validatePrediction(item, noLimits);
        if (holdsNul(record)) return;
        expect(!(record instanceof ItemProblem)).toBe(schema.success);
        if (!schema.success) return;
        accepted++;
        expect(record).toEqual(predictionRecord(schema.data));
      }),
      { numRuns: runs, seed: 2 },
    );
    expect(accepted).toBeGreaterThan(runs / 10);
    expect(accepted).toBeLessThan(runs * 0.9);
  });

  it('for labels: same verdict, same record', () => {
    let accepted = 0;
    const runs = 4000;
    fc.assert(
      fc.property(fc.oneof({ weight: 9, arbitrary: labels }, fc.jsonValue()), (value) => {
        const item = offTheWire(value);
        const schema = labelEventSchema.safeParse(structuredClone(item));
        const record = validateLabel(item, noLimits);
        if (holdsNul(record)) return;
        expect(!(record instanceof ItemProblem)).toBe(schema.success);
        if (!schema.success) return;
        accepted++;
        expect(record).toEqual(labelRecord(schema.data));
      }),
      { numRuns: runs, seed: 3 },
    );
    expect(accepted).toBeGreaterThan(runs / 10);
    expect(accepted).toBeLessThan(runs * 0.9);
  });
});
