import { predictionEventSchema } from '@driftline/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTimestamp } from './parseTimestamp.js';

const schema = predictionEventSchema.shape.timestamp;

/** What the contracts say about the text: epoch milliseconds, or NaN when they refuse it. */
const expected = (text: string): number => (schema.safeParse(text).success ? Date.parse(text) : Number.NaN);

describe('parseTimestamp', () => {
  it.each([
    ['UTC', '2001-01-01T00:01:00Z', 978_307_260_000],
    ['epoch', '1970-01-01T00:00:00Z', 0],
    ['east of UTC', '1970-01-01T05:30:00+05:30', 0],
    ['west of UTC', '1969-12-31T16:00:00-08:00', 0],
    ['minus zero', '1970-01-01T00:00:00-00:00', 0],
    ['one decimal', '1970-01-01T00:00:00.1Z', 100],
    ['decimals after the third are cut off', '1970-01-01T00:00:00.999999999Z', 999],
    ['leap day', '2000-02-29T00:00:00Z', 951_782_400_000],
    ['year zero', '0000-01-01T00:00:00Z', -62_167_219_200_000],
    ['last moment', '9999-12-31T23:59:59.999Z', 253_402_300_799_999],
  ])('reads %s', (_case, text, time) => {
    expect(parseTimestamp(text)).toBe(time);
    expect(expected(text)).toBe(time);
  });

  it.each([
    ['no offset', '2001-01-01T00:01:00'],
    ['no seconds', '2001-01-01T00:01Z'],
    ['a date alone', '2001-01-01'],
    ['a space for T', '2001-01-01 00:01:00Z'],
    ['lower case', '2001-01-01t00:01:00z'],
    ['29 February of a common year', '2001-02-29T00:00:00Z'],
    ['29 February 1900', '1900-02-29T00:00:00Z'],
    ['31 April', '2001-04-31T00:00:00Z'],
    ['month 0', '2001-00-01T00:00:00Z'],
    ['month 13', '2001-13-01T00:00:00Z'],
    ['day 0', '2001-01-00T00:00:00Z'],
    ['24:00', '2001-01-01T24:00:00Z'],
    ['a leap second', '2016-12-31T23:59:60Z'],
    ['a point without decimals', '2001-01-01T00:01:00.Z'],
    ['an offset of 24 hours', '2001-01-01T00:00:00+24:00'],
    ['an offset without colon', '2001-01-01T00:00:00+0530'],
    ['text behind', '2001-01-01T00:01:00Z '],
    ['signs for digits', '+001-01-01T00:01:00Z'],
    ['digits of another script', '२००१-01-01T00:01:00Z'],
    ['nothing', ''],
  ])('refuses %s', (_case, text) => {
    expect(parseTimestamp(text)).toBeNaN();
    expect(expected(text)).toBeNaN();
  });

  it('equals the schema and Date.parse on every nearly valid text', () => {
    const digits = (length: number, max: number) =>
      fc.integer({ min: 0, max }).map((value) => String(value).padStart(length, '0'));
    const nearly = fc
      .tuple(digits(4, 9999), digits(2, 13), digits(2, 32), digits(2, 25), digits(2, 61), digits(2, 61))
      .chain(([year, month, day, hour, minute, second]) =>
        fc
          .tuple(
            fc.constantFrom('', '.', '.1', '.12', '.123', '.123456', '.9999'),
            fc.constantFrom(
              'Z',
              'z',
              '',
              '+00:00',
              '-00:00',
              '+14:00',
              '-23:59',
              '+24:00',
              '+5:30',
              '+05:60',
            ),
          )
          .map(
            ([fraction, offset]) => `${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}${offset}`,
          ),
      );
    const mutated = fc
      .tuple(nearly, fc.nat(30), fc.string({ maxLength: 2 }))
      .map(([text, at, insert]) => text.slice(0, at) + insert + text.slice(at + insert.length));
    fc.assert(
      fc.property(fc.oneof(nearly, mutated, fc.string()), (text) => {
        expect(parseTimestamp(text)).toBe(expected(text));
      }),
      { numRuns: 5000, seed: 1 },
    );
  });
});
