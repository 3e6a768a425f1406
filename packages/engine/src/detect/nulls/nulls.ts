import type { Finding } from '@driftline/contracts';
import { robustUpperBound } from '@driftline/stats';
import type { DetectInput, FindingDetector } from '../findingDetector.js';
import { percent } from '../percent.js';
import { phaseColumnOf } from '../phaseColumnOf.js';
import { SAMPLE_ROWS } from '../sampleRows.js';
import { usualMeasures } from '../usualMeasures.js';

const SMALLEST_EFFECT = 0.02;
const STRONG_EFFECT = 0.2;
/** Standard deviations of sampling noise. */
const NOISE = 4;
/** A column that was mostly missing anyway is not broken by being missing. */
const MOSTLY_PRESENT = 0.5;

/** More values missing than is usual; hard when a column that used to be there is gone altogether. */
export const nulls: FindingDetector = {
  name: 'nulls',
  aggregates: ['rows', 'missing'],
  detect(input) {
    const { reference, profile } = input;
    const findings: Finding[] = [];
    const measures: Record<string, number> = {};
    if (profile.rows < SAMPLE_ROWS) return { findings, measures };
    for (const column of Object.keys(reference.columns)) {
      const missing = profile.columns[column]?.missing ?? profile.rows;
      measures[column] = missing / profile.rows;
      const finding = judge(input, column, missing / profile.rows);
      if (finding) findings.push(finding);
    }
    return { findings, measures };
  },
};

function judge(input: DetectInput, column: string, share: number): Finding | null {
  const usual = phaseColumnOf(input, column);
  const median = usual?.missingMedian ?? 0;
  const noise = NOISE * Math.sqrt((median * (1 - median)) / input.profile.rows);
  const threshold = Math.max(
    usual?.missingBound ?? 0,
    robustUpperBound(usualMeasures(input.history, 'nulls', column)),
    median + noise,
    median + SMALLEST_EFFECT,
  );
  if (share <= threshold) return null;
  const gone = share === 1 && median < MOSTLY_PRESENT;
  return {
    kind: 'nulls',
    column,
    level: gone ? 'hard' : share - median >= STRONG_EFFECT ? 'soft' : 'drift',
    effect: share,
    threshold,
    measure: 'share of rows without a value',
    message: gone
      ? `${column} is missing in every row; usually ${percent(median)} are`
      : `${column} is missing in ${percent(share)} of the rows; usually in ${percent(median)}`,
    details: { missing: share, usual: median },
  };
}
