import type { Finding } from '@driftline/contracts';
import { isPinned } from '../../profile/isPinned.js';
import type { FindingDetector } from '../findingDetector.js';
import { phaseColumnOf } from '../phaseColumnOf.js';
import { SAMPLE_ROWS } from '../sampleRows.js';

/** A number that used to vary within every window is stuck at one value. */
export const pinned: FindingDetector = {
  name: 'pinned',
  aggregates: ['rows', 'moments'],
  detect(input) {
    const findings = Object.entries(input.reference.columns).flatMap(
      ([name, { profile: was }]): Finding[] => {
        const column = input.profile.columns[name];
        const usual = phaseColumnOf(input, name);
        if (!column?.numeric || column.numeric.count < SAMPLE_ROWS || !isPinned(column)) return [];
        if (isPinned(was) || !usual || usual.pinnedShare > 0 || !varies(was.numeric?.quantiles)) return [];
        return [findingOf(name, column.numeric.mean)];
      },
    );
    return { findings, measures: {} };
  },
};

/** Nearly constant columns may well be constant for a window. */
function varies(quantiles: readonly number[] = []): boolean {
  return quantiles.length > 4 && quantiles[2] !== quantiles.at(-3);
}

function findingOf(column: string, value: number): Finding {
  return {
    kind: 'pinned',
    column,
    level: 'soft',
    effect: 1,
    threshold: 0,
    measure: 'share of the rows that hold the one value',
    message: `${column} is ${Number(value.toPrecision(6))} in every row; it always varied before`,
    details: { value },
  };
}
