import { labelEventSchema, predictionEventSchema } from '@driftline/contracts';
import { describe, expect, it } from 'vitest';
import { binaryStream, type StreamRow } from './binaryStream.js';
import type { Drift } from './drift.js';

const START = Date.UTC(2026, 0, 5);
const HOUR = 3_600_000;
const options = { seed: 1, start: START, hours: 48, rowsPerHour: 200 };
const from = START + 24 * HOUR;

const mean = (rows: StreamRow[], of: (row: StreamRow) => number): number =>
  rows.reduce((sum, row) => sum + of(row), 0) / rows.length;
const score = (row: StreamRow): number => row.prediction.score;
const isLate = (row: StreamRow): number => (row.label?.label === 'late' ? 1 : 0);
const drifted = (drift: Drift): StreamRow[] => binaryStream({ ...options, drifts: [drift] }).slice(24 * 200);

/** Four standard errors of a share over the drifted day. */
const NOISE = 4 * Math.sqrt(0.25 / 4800);

describe('binaryStream', () => {
  it('makes events that the contracts accept, the same ones for a seed', () => {
    const rows = binaryStream({ ...options, hours: 1 });
    for (const row of rows) {
      expect(predictionEventSchema.safeParse(row.prediction).success).toBe(true);
      expect(labelEventSchema.safeParse(row.label).success).toBe(true);
    }
    expect(binaryStream({ ...options, hours: 1 })).toEqual(rows);
    expect(binaryStream({ ...options, hours: 1, seed: 2 })).not.toEqual(rows);
  });

  it('scores with the true probability until something goes wrong', () => {
    const rows = binaryStream(options);
    for (const row of rows) expect(row.prediction.score).toBe(row.probability);
    expect(Math.abs(mean(rows, isLate) - mean(rows, score))).toBeLessThan(NOISE);
  });

  it('stays calibrated under a covariate shift while scores move', () => {
    const rows = drifted({ kind: 'covariate', from, windShift: 1.5 });
    expect(mean(rows, score)).toBeGreaterThan(mean(binaryStream(options), score) + 0.1);
    expect(Math.abs(mean(rows, isLate) - mean(rows, score))).toBeLessThan(NOISE);
  });

  it('changes labels but no score under a concept shift', () => {
    const rows = drifted({ kind: 'concept', from, logOdds: 1.5 });
    const calm = binaryStream(options).slice(24 * 200);
    expect(rows.map(score)).toEqual(calm.map(score));
    expect(mean(rows, isLate)).toBeGreaterThan(mean(calm, isLate) + 0.1);
  });

  it('shows the model another unit of an unchanged world', () => {
    const rows = drifted({ kind: 'unitChange', from, factor: 1.609344 });
    const calm = binaryStream(options).slice(24 * 200);
    expect(rows.map(isLate)).toEqual(calm.map(isLate));
    expect(rows[0]?.prediction.features?.distance).toBe(
      Number(calm[0]?.prediction.features?.distance) * 1.609344,
    );
  });

  it('shows the model nulls at the given share, and only from the given time', () => {
    const rows = binaryStream({ ...options, drifts: [{ kind: 'nulls', from, share: 0.3 }] });
    const isNull = (row: StreamRow): number => (row.prediction.features?.wind === null ? 1 : 0);
    expect(mean(rows.slice(0, 24 * 200), isNull)).toBe(0);
    expect(Math.abs(mean(rows.slice(24 * 200), isNull) - 0.3)).toBeLessThan(NOISE);
  });

  it('delays labels, those of late flights longer, and loses some', () => {
    const rows = binaryStream({
      ...options,
      labelDelay: { meanHours: 5, positiveFactor: 3, neverShare: 0.1 },
    });
    const lag = (row: StreamRow): number =>
      (Date.parse(row.label?.timestamp ?? '') - Date.parse(row.prediction.timestamp)) / HOUR;
    const known = rows.filter((row) => row.label !== null);
    expect(Math.abs(1 - known.length / rows.length - 0.1)).toBeLessThan(NOISE);
    const meanLag = (late: number): number =>
      mean(
        known.filter((row) => isLate(row) === late),
        lag,
      );
    // An exponential delay scatters as much as its mean, here over thousands of labels.
    expect(Math.abs(meanLag(1) - 15)).toBeLessThan(1.5);
    expect(Math.abs(meanLag(0) - 5)).toBeLessThan(0.5);
  });
});
