import { describe, expect, it } from 'vitest';
import { type DecodeLimits, defaultDecodeLimits } from '../decodeLimits.js';
import type { EventKind, WireMessage } from '../wireFormat.js';
import { driftlineFormat } from './driftlineFormat.js';

const now = Date.parse('2001-06-01T00:00:00Z');
const limits: DecodeLimits = {
  ...defaultDecodeLimits,
  now,
  maxFeatures: 3,
  maxEntries: 3,
  maxStringLength: 20,
};
const good = { model: 'm', predictionId: 'p', timestamp: '2001-01-01T00:00:00Z', score: 0.5 };
const goodLabel = { model: 'm', predictionId: 'p', timestamp: '2001-01-01T00:00:00Z', label: 'late' };

const decode = (body: WireMessage['body'], kind?: EventKind, contentType = 'application/x-ndjson') =>
  driftlineFormat.decode({ headers: {}, contentType, body, ...(kind === undefined ? {} : { kind }) }, limits);
const line = (value: object) => JSON.stringify(value);

describe('a bad prediction is rejected with its code and place, and costs no other', () => {
  it.each<[string, string, string, string]>([
    ['a broken line', '{"model":', 'malformed_json', ''],
    ['a bare NaN', line(good).replace('0.5', 'NaN'), 'malformed_json', ''],
    ['a line that is an array', '[1]', 'wrong_type', ''],
    ['a line that is null', 'null', 'wrong_type', ''],
    ['a line that is a number', '7', 'wrong_type', ''],
    ['no model', line({ ...good, model: undefined }), 'missing_field', '/model'],
    ['a numeric model', line({ ...good, model: 1 }), 'wrong_type', '/model'],
    ['an empty model', line({ ...good, model: '' }), 'empty_string', '/model'],
    ['a long model', line({ ...good, model: 'm'.repeat(201) }), 'name_too_long', '/model'],
    ['U+0000 in the model', line({ ...good, model: 'a\0b' }), 'name_invalid', '/model'],
    ['a null version', line({ ...good, modelVersion: null }), 'wrong_type', '/modelVersion'],
    ['no predictionId', line({ ...good, predictionId: undefined }), 'missing_field', '/predictionId'],
    ['no timestamp', line({ ...good, timestamp: undefined }), 'missing_field', '/timestamp'],
    ['a numeric timestamp', line({ ...good, timestamp: 1e12 }), 'wrong_type', '/timestamp'],
    [
      'a local timestamp',
      line({ ...good, timestamp: '2001-01-01T00:00:00' }),
      'invalid_timestamp',
      '/timestamp',
    ],
    [
      'a clock years ahead',
      line({ ...good, timestamp: '2031-01-01T00:00:00Z' }),
      'timestamp_in_future',
      '/timestamp',
    ],
    [
      'a zero date',
      line({ ...good, timestamp: '0001-01-01T00:00:00Z' }),
      'timestamp_too_early',
      '/timestamp',
    ],
    ['neither prediction nor score', line({ ...good, score: undefined }), 'missing_field', '/prediction'],
    ['a null prediction', line({ ...good, prediction: null }), 'wrong_type', '/prediction'],
    ['an object as prediction', line({ ...good, prediction: {} }), 'wrong_type', '/prediction'],
    ['an empty class', line({ ...good, prediction: '' }), 'empty_string', '/prediction'],
    ['a long class', line({ ...good, prediction: 'c'.repeat(1001) }), 'string_too_long', '/prediction'],
    [
      'a huge prediction',
      line({ ...good, prediction: 1 }).replace(':1}', ':1e400}'),
      'number_not_finite',
      '/prediction',
    ],
    ['a score above 1', line({ ...good, score: 1.5 }), 'score_out_of_range', '/score'],
    ['a negative score', line({ ...good, score: -0.1 }), 'score_out_of_range', '/score'],
    ['a huge score', line(good).replace('0.5', '1e999'), 'number_not_finite', '/score'],
    ['a score as text', line({ ...good, score: '0.5' }), 'wrong_type', '/score'],
    ['a class score above 1', line({ ...good, scores: { 'a/b': 2 } }), 'score_out_of_range', '/scores/a~1b'],
    ['scores as array', line({ ...good, scores: [0.5] }), 'wrong_type', '/scores'],
    ['too many scores', line({ ...good, scores: { a: 0, b: 0, c: 0, d: 1 } }), 'too_many_scores', '/scores'],
    ['features as array', line({ ...good, features: [1] }), 'wrong_type', '/features'],
    ['null features', line({ ...good, features: null }), 'wrong_type', '/features'],
    [
      'too many features',
      line({ ...good, features: { a: 1, b: 1, c: 1, d: 1 } }),
      'too_many_features',
      '/features',
    ],
    ['an empty feature name', line({ ...good, features: { '': 1 } }), 'empty_string', '/features'],
    [
      'a long feature name',
      line({ ...good, features: { ['f'.repeat(201)]: 1 } }),
      'name_too_long',
      '/features',
    ],
    [
      'an object as feature',
      line({ ...good, features: { f: {} } }),
      'feature_type_unsupported',
      '/features/f',
    ],
    [
      'an array as feature',
      line({ ...good, features: { 'a~b': [] } }),
      'feature_type_unsupported',
      '/features/a~0b',
    ],
    [
      'a huge feature',
      line({ ...good, features: { f: 1 } }).replace(':1}', ':-1e400}'),
      'number_not_finite',
      '/features/f',
    ],
    [
      'a long feature value',
      line({ ...good, features: { f: 'x'.repeat(21) } }),
      'string_too_long',
      '/features/f',
    ],
    ['a number as tag', line({ ...good, tags: { region: 1 } }), 'wrong_type', '/tags/region'],
    ['a long tag', line({ ...good, tags: { region: 'x'.repeat(21) } }), 'string_too_long', '/tags/region'],
    ['too many tags', line({ ...good, tags: { a: '', b: '', c: '', d: '' } }), 'too_many_tags', '/tags'],
    ['a zero weight', line({ ...good, weight: 0 }), 'invalid_weight', '/weight'],
    ['a negative weight', line({ ...good, weight: -1 }), 'invalid_weight', '/weight'],
    ['a huge weight', line({ ...good, weight: 1 }).replace(':1}', ':1e400}'), 'number_not_finite', '/weight'],
    ['a weight as text', line({ ...good, weight: '1' }), 'wrong_type', '/weight'],
    ['reference as text', line({ ...good, reference: 'yes' }), 'wrong_type', '/reference'],
    ['null reference', line({ ...good, reference: null }), 'wrong_type', '/reference'],
  ])('%s', (_case, bad, code, where) => {
    const batch = decode([line(good), bad, line({ ...good, predictionId: 'q' })].join('\n'), 'predictions');
    expect(batch.predictions.map((record) => record.predictionId)).toEqual(['p', 'q']);
    expect(batch.predictionIndexes).toEqual([0, 2]);
    expect(batch.rejections).toMatchObject([{ index: 1, code, where }]);
    expect(batch.rejections[0]?.action).toMatch(/\.$/);
  });
});

describe('a bad label is rejected with its code and place, and costs no other', () => {
  it.each<[string, object, string, string]>([
    ['no label', { ...goodLabel, label: undefined }, 'missing_field', '/label'],
    ['a null label', { ...goodLabel, label: null }, 'wrong_type', '/label'],
    ['an empty label', { ...goodLabel, label: '' }, 'empty_string', '/label'],
    [
      'a clock years ahead',
      { ...goodLabel, timestamp: '2031-01-01T00:00:00Z' },
      'timestamp_in_future',
      '/timestamp',
    ],
    [
      'a prediction time that is none',
      { ...goodLabel, predictionTimestamp: 'then' },
      'invalid_timestamp',
      '/predictionTimestamp',
    ],
    ['no model', { ...goodLabel, model: undefined }, 'missing_field', '/model'],
    ['no predictionId', { ...goodLabel, predictionId: undefined }, 'missing_field', '/predictionId'],
  ])('%s', (_case, bad, code, where) => {
    const batch = decode([line(bad), line(goodLabel)].join('\n'), 'labels');
    expect(batch.labels).toHaveLength(1);
    expect(batch.labelIndexes).toEqual([1]);
    expect(batch.rejections).toMatchObject([{ index: 0, code, where }]);
  });
});

describe('bodies', () => {
  const two = [line(good), line({ ...good, predictionId: 'q' })];
  it.each<[string, WireMessage['body'], number, number]>([
    ['nothing', '', 0, 0],
    ['blank lines alone', '\n \r\n\n', 0, 0],
    ['lines without a last newline', two.join('\n'), 2, 0],
    ['lines with a last newline', `${two.join('\n')}\n`, 2, 0],
    ['CRLF and blank lines', `\r\n${two.join('\r\n\r\n')}\r\n`, 2, 0],
    ['a byte order mark', `\ufeff${two.join('\n')}`, 2, 0],
    ['bytes with a byte order mark', Buffer.from(`\ufeff${two.join('\n')}`), 2, 0],
    ['a JSON array', `[${two.join(',')}]`, 2, 0],
    ['an array over several lines', JSON.stringify([good], null, 2), 1, 0],
    ['an array of bad and good', `[1,${two.join(',')},null]`, 2, 2],
    ['an empty array', '[]', 0, 0],
    ['one object', line(good), 1, 0],
    ['one object over several lines', JSON.stringify(good, null, 2), 1, 0],
    ['NDJSON that starts with a broken array', `[1,\n${two.join('\n')}`, 2, 1],
    ['a line cut off', `${two.join('\n')}\n{"model":"m","pred`, 2, 1],
    [
      'a line that is not UTF-8',
      Buffer.concat([Buffer.from(`${two[0]}\n`), Buffer.from([0xff, 0xfe, 10]), Buffer.from(two[1] ?? '')]),
      2,
      1,
    ],
    ['deep nesting', `${'['.repeat(100_000)}\n${two.join('\n')}`, 2, 1],
    [
      'deep nesting that is valid',
      `${line({ ...good, other: 0 }).replace('0}', `${'['.repeat(50_000)}${']'.repeat(50_000)}}`)}`,
      1,
      0,
    ],
  ])('%s', (_case, body, accepted, rejected) => {
    const batch = decode(body, 'predictions');
    expect({ accepted: batch.predictions.length, rejected: batch.rejections.length }).toEqual({
      accepted,
      rejected,
    });
  });

  it('names the position in the batch, blank lines not counted', () => {
    expect(decode(`\n\n${two[0]}\n\noops\n`, 'predictions').rejections).toMatchObject([{ index: 1 }]);
  });

  it.each([
    ['a broken array', '[{"model":1}', 'malformed_json', 400],
    ['an array that is not UTF-8', Buffer.from([32, 91, 0xff, 93]), 'invalid_utf8', 400],
    ['too many items in an array', JSON.stringify(Array(100_001).fill(0)), 'too_many_items', 413],
    ['too many lines', '0\n'.repeat(100_001), 'too_many_items', 413],
  ])('refuses %s as a whole', (_case, body, code, status) => {
    expect(() => decode(body, 'predictions', 'application/json')).toThrow(
      expect.objectContaining({ code, status }),
    );
  });
});

describe('duplicates within a batch', () => {
  const at = (timestamp: string, score: number) => line({ ...good, timestamp, score });

  it('the last of a repeated identity wins and the repeats are counted', () => {
    const batch = decode(
      [at('2001-01-01T00:00:00Z', 0.1), at('2001-01-01T23:59:59Z', 0.2)].join('\n'),
      'predictions',
    );
    expect(batch.predictions.map((record) => record.score)).toEqual([0.2]);
    expect(batch.predictionIndexes).toEqual([1]);
    expect(batch.duplicates).toBe(1);
  });

  it.each([
    ['another UTC day', at('2001-01-02T00:00:00Z', 0.2)],
    ['another UTC day by its offset', at('2001-01-01T23:00:00-02:00', 0.2)],
    ['another version', line({ ...good, modelVersion: '2' })],
    ['another model', line({ ...good, model: 'n' })],
  ])('%s is another prediction', (_case, other) => {
    const batch = decode([line(good), other].join('\n'), 'predictions');
    expect(batch.predictions).toHaveLength(2);
    expect(batch.duplicates).toBe(0);
  });

  it('three times over two days is two predictions and one duplicate', () => {
    const lines = [
      at('2001-01-01T00:00:00Z', 0.1),
      at('2001-01-02T00:00:00Z', 0.2),
      at('2001-01-02T01:00:00Z', 0.3),
    ];
    const batch = decode(lines.join('\n'), 'predictions');
    expect(batch.predictions.map((record) => record.score)).toEqual([0.1, 0.3]);
    expect(batch.duplicates).toBe(1);
  });

  it('a label known at another time is a correction, the same time a duplicate', () => {
    const later = { ...goodLabel, timestamp: '2001-01-03T00:00:00Z', label: 'on_time' };
    const batch = decode([goodLabel, later, { ...later, label: 'late' }].map(line).join('\n'), 'labels');
    expect(batch.labels.map((record) => record.label)).toEqual(['late', 'late']);
    expect(batch.duplicates).toBe(1);
  });
});

describe('hostile member names', () => {
  it('__proto__ is dropped wherever it stands and pollutes nothing', () => {
    const body = `{"__proto__":{"model":"x"},${line(good).slice(1, -1)},"features":{"__proto__":{"polluted":1},"a":1},"tags":{"__proto__":"t"}}`;
    const [record] = decode(body, 'predictions').predictions;
    expect(record?.model).toBe('m');
    expect(Object.getOwnPropertyNames(record?.features)).toEqual(['a']);
    expect(Object.getOwnPropertyNames(record?.tags)).toEqual([]);
    expect(Object.prototype).not.toHaveProperty('polluted');
  });

  it('constructor and toString are ordinary features', () => {
    const [record] = decode(
      line({ ...good, features: { constructor: 1, toString: 2 } }),
      'predictions',
    ).predictions;
    expect(record?.features).toEqual({ constructor: 1, toString: 2 });
  });
});

describe('items of either kind where nothing says which', () => {
  it('a label without prediction and score is a label', () => {
    const batch = decode(
      [good, goodLabel, { ...good, label: 'late', predictionId: 'q' }].map(line).join('\n'),
    );
    expect(batch.predictions.map((record) => record.predictionId)).toEqual(['p', 'q']);
    expect(batch.labels.map((record) => record.label)).toEqual(['late']);
  });
});
