import { readdirSync, readFileSync } from 'node:fs';
import { CodedError, rejectionSchema } from '@driftline/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DecodedBatch } from './decodedBatch.js';
import { defaultDecodeLimits } from './decodeLimits.js';
import { findWireFormat } from './findWireFormat.js';
import type { WireFormat, WireMessage } from './wireFormat.js';
import { wireFormats } from './wireFormats.js';

/** What every wire format must do. A format brings `fixtures/*.json`: a message and the batch that it decodes to. */
interface Fixture {
  message: Partial<WireMessage> & { body: string };
  batch: DecodedBatch;
}

const limits = { ...defaultDecodeLimits, now: Date.parse('2030-01-01T00:00:00Z') };

function fixturesOf(format: WireFormat): [string, Fixture][] {
  const folder = new URL(`./${format.name}/fixtures/`, import.meta.url);
  return readdirSync(folder).map((file) => [file, JSON.parse(readFileSync(new URL(file, folder), 'utf8'))]);
}

const messageOf = (fixture: Fixture, body: WireMessage['body'] = fixture.message.body): WireMessage => ({
  headers: {},
  contentType: '',
  ...fixture.message,
  body,
});

/** The batch, or the coded error of a body that cannot be read as a whole; anything else thrown fails the test. */
function outcome(format: WireFormat, message: WireMessage): DecodedBatch | CodedError {
  try {
    return format.decode(message, limits);
  } catch (error) {
    if (error instanceof CodedError) return error;
    throw error;
  }
}

it('names, paths and folders are unique', () => {
  const paths = wireFormats.flatMap((format) => Object.keys(format.paths));
  expect(new Set(paths).size).toBe(paths.length);
  expect(new Set(wireFormats.map((format) => format.name)).size).toBe(wireFormats.length);
  for (const path of paths) expect(findWireFormat(path)?.paths).toHaveProperty([path]);
  expect(findWireFormat('/nowhere')).toBeUndefined();
});

describe.each(wireFormats.map((format) => [format.name, format] as const))(
  'wire format %s',
  (_name, format) => {
    const fixtures = fixturesOf(format);

    it('has fixtures with accepted and rejected items', () => {
      const batches = fixtures.map(([, fixture]) => fixture.batch);
      expect(batches.some((batch) => batch.predictions.length + batch.labels.length > 0)).toBe(true);
      expect(batches.some((batch) => batch.rejections.length > 0)).toBe(true);
    });

    it.each(fixtures)('decodes %s, as text and as bytes, and leaves the bytes alone', (_file, fixture) => {
      expect(format.decode(messageOf(fixture), limits)).toMatchObject(fixture.batch);
      const bytes = new TextEncoder().encode(fixture.message.body);
      const before = bytes.slice();
      const first = format.decode(messageOf(fixture, bytes), limits);
      expect(first).toMatchObject(fixture.batch);
      expect(format.decode(messageOf(fixture, bytes), limits)).toEqual(first);
      expect(bytes).toEqual(before);
    });

    it.each(fixtures)(
      'every mutilation of %s gives a consistent batch or a coded error',
      (_file, fixture) => {
        const bytes = new TextEncoder().encode(fixture.message.body);
        const mutilated = fc
          .tuple(fc.nat(bytes.length), fc.nat(bytes.length), fc.uint8Array({ maxLength: 4 }))
          .map(([from, to, insert]) => Buffer.concat([bytes.subarray(0, from), insert, bytes.subarray(to)]));
        fc.assert(
          fc.property(fc.oneof(mutilated, fc.uint8Array({ maxLength: 200 })), (body) => {
            const result = outcome(format, messageOf(fixture, body));
            if (result instanceof CodedError) expect(result.status).toBeOneOf([400, 413, 415]);
            else expectConsistent(result);
          }),
          { numRuns: 300, seed: 4 },
        );
      },
    );
  },
);

function expectConsistent(batch: DecodedBatch): void {
  expect(batch.predictionIndexes).toHaveLength(batch.predictions.length);
  expect(batch.labelIndexes).toHaveLength(batch.labels.length);
  for (const rejection of batch.rejections) {
    expect(rejectionSchema.safeParse(rejection).success).toBe(true);
    expect(rejection.code).toMatch(/^[a-z0-9_]+$/);
    expect(rejection.action).toBeTruthy();
    expect(rejection.where).toMatch(/^(\/|$)/);
  }
  const indexes = [
    ...batch.predictionIndexes,
    ...batch.labelIndexes,
    ...batch.rejections.map((rejection) => rejection.index),
  ];
  expect(new Set(indexes).size).toBe(indexes.length);
}
