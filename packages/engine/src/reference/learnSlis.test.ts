import { describe, expect, it } from 'vitest';
import type { WindowOutcomes } from '../profile/outcomeCells.js';
import { learnSlis } from './learnSlis.js';

const HOUR = 3_600_000;
const ROWS = 1000;
const shape = {
  task: 'binary',
  positiveLabel: 'late',
  scoreEdges: [0.5],
  calibration: { x: [0, 1], y: [0, 1] },
} as const;

/** An hour in which the model is right about "on_time" as often as it says. */
function hourOf(hour: number, confidence: number): WindowOutcomes {
  const cell = (rows: number) => ({
    prediction: 'on_time',
    bin: 0,
    rows,
    weight: rows,
    sumScore: rows * (1 - confidence),
  });
  const labelled = (label: string, rows: number) => ({
    ...cell(rows),
    label,
    sumLogScore: 0,
    sumLogOneMinusScore: 0,
    sumSquaredScore: 0,
  });
  const right = Math.round(ROWS * confidence);
  return {
    start: hour * HOUR,
    end: (hour + 1) * HOUR,
    predictions: [cell(ROWS)],
    labelled: [labelled('on_time', right), labelled('late', ROWS - right)],
    regression: null,
  };
}

function learn(confidenceAt: (hour: number) => number) {
  const calibration = { x: [...shape.calibration.x], y: [...shape.calibration.y] };
  const windows = Array.from({ length: 120 }, (_, hour) => hourOf(hour, confidenceAt(hour)));
  return learnSlis({ ...shape, calibration }, [windows]);
}

describe('what is natural of an estimate', () => {
  it('follows the time of day, although it never misses', () => {
    const { estimated, misses } = learn((hour) => 0.8 + 0.05 * Math.cos((2 * Math.PI * hour) / 24));
    const accuracy = estimated[0]?.['cbpe:accuracy'];
    expect(accuracy?.sd).toBeCloseTo(0.05 / Math.SQRT2, 2);
    expect(accuracy?.correlation).toBeGreaterThan(0.8);
    expect(misses[0]?.['cbpe:accuracy']?.sd).toBeLessThan(0.01);
  });

  it('is next to nothing where every hour is alike', () => {
    const accuracy = learn(() => 0.8).estimated[0]?.['cbpe:accuracy'];
    expect(accuracy?.sd).toBeLessThan(0.01);
    expect(accuracy?.correlation).toBe(0);
  });
});
