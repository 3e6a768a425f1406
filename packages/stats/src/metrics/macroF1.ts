import type { Estimate } from './estimate.js';
import type { MulticlassCell } from './multiclassCell.js';
import { unknownEstimate } from './unknownEstimate.js';

interface ClassTally {
  /** Rows with the class as prediction plus rows with it as label. */
  mentions: number;
  right: number;
}

function tallyClasses(cells: readonly MulticlassCell[]): Map<string, ClassTally> {
  const tallies = new Map<string, ClassTally>();
  const tallyOf = (name: string): ClassTally => {
    const tally = tallies.get(name) ?? { mentions: 0, right: 0 };
    tallies.set(name, tally);
    return tally;
  };
  for (const { prediction, label, rows } of cells) {
    if (rows === 0) continue;
    tallyOf(prediction).mentions += rows;
    tallyOf(label).mentions += rows;
    if (prediction === label) tallyOf(label).right += rows;
  }
  return tallies;
}

/**
 * Mean over the classes that occur (as prediction or label) of F1 = 2 right / mentions. The standard error is
 * that of multinomial counts by the delta method, joined with one row's share, so that a perfect score of few rows
 * is not falsely certain.
 */
export function macroF1(cells: readonly MulticlassCell[]): Estimate {
  const tallies = tallyClasses(cells);
  if (tallies.size === 0) return unknownEstimate;
  const f1Of = ({ mentions, right }: ClassTally): number => (2 * right) / mentions;
  const value = [...tallies.values()].reduce((sum, tally) => sum + f1Of(tally), 0) / tallies.size;
  const slope = (name: string): number => {
    const tally = tallies.get(name);
    return tally ? f1Of(tally) / tally.mentions : 0;
  };
  const variance = cells.reduce((sum, { prediction, label, rows }) => {
    const gain = prediction === label ? 2 / (tallies.get(label)?.mentions ?? Number.POSITIVE_INFINITY) : 0;
    return sum + rows * ((gain - slope(prediction) - slope(label)) / tallies.size) ** 2;
  }, 0);
  const oneRow = 1 / cells.reduce((sum, { rows }) => sum + rows, 0);
  return { value, standardError: Math.hypot(Math.sqrt(variance), oneRow) };
}
