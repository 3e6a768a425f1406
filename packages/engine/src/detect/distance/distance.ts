import type { Finding } from '@driftline/contracts';
import {
  benjaminiHochberg,
  nullDistribution,
  robustUpperBound,
  seededRandom,
  seedFrom,
  totalCount,
} from '@driftline/stats';
import { COLUMN_DISTANCE, columnPair } from '../../profile/columnDistance.js';
import type { DetectInput, FindingDetector } from '../findingDetector.js';
import { phaseColumnOf } from '../phaseColumnOf.js';
import { SAMPLE_ROWS } from '../sampleRows.js';
import { usualMeasures } from '../usualMeasures.js';

/** Jensen-Shannon distance below which a change of distribution is of no practical interest. */
const SMALLEST_EFFECT = 0.1;
/** From here on a change is strong evidence. */
const STRONG_EFFECT = 0.4;
const FALSE_DISCOVERY_RATE = 0.01;
const NOISE_QUANTILE = 0.999;
const DRAWS = 96;

interface Candidate {
  column: string;
  effect: number;
  threshold: number;
  pValue: number;
}

/**
 * The distribution of a column's values moved: Jensen-Shannon distance above what sampling explains at the
 * window's own rows, above what reference windows and unflagged earlier windows show among themselves, and above
 * the smallest effect of interest; with false discoveries controlled across columns.
 */
export const distance: FindingDetector = {
  name: 'distance',
  aggregates: ['rows', 'types', 'histogram'],
  detect(input) {
    const measures: Record<string, number> = {};
    const candidates: Candidate[] = [];
    for (const column of Object.keys(input.reference.columns)) {
      const candidate = judge(input, column);
      if (!candidate) continue;
      measures[column] = candidate.effect;
      candidates.push(candidate);
    }
    const adjusted = benjaminiHochberg(candidates.map(({ pValue }) => pValue));
    const findings = candidates.filter(
      ({ effect, threshold }, i) => effect > threshold && (adjusted[i] ?? 1) <= FALSE_DISCOVERY_RATE,
    );
    return { findings: findings.map(findingOf), measures };
  },
};

function judge(input: DetectInput, column: string): Candidate | null {
  const reference = input.reference.columns[column]?.profile;
  const seen = input.profile.columns[column];
  if (!reference || !seen) return null;
  const [usual, window] = columnPair(reference, seen);
  const rows = totalCount(window.counts);
  const effect = COLUMN_DISTANCE.effect(usual, window);
  if (rows < SAMPLE_ROWS || !Number.isFinite(effect)) return null;
  const natural = Math.max(
    SMALLEST_EFFECT,
    phaseColumnOf(input, column)?.distanceBound ?? 0,
    robustUpperBound(usualMeasures(input.history, 'distance', column)),
  );
  if (effect <= natural) return { column, effect, threshold: natural, pValue: 1 };
  const random = seededRandom(seedFrom(column, input.due.start, rows));
  const noise = nullDistribution(COLUMN_DISTANCE, usual, rows, random, DRAWS);
  const threshold = Math.max(natural, noise.quantile(NOISE_QUANTILE));
  return { column, effect, threshold, pValue: noise.survival(effect) };
}

function findingOf({ column, effect, threshold, pValue }: Candidate): Finding {
  const strong = effect >= Math.max(STRONG_EFFECT, 2 * threshold);
  return {
    kind: 'distance',
    column,
    level: strong ? 'soft' : 'drift',
    effect,
    threshold,
    measure: 'Jensen-Shannon distance',
    message: `The distribution of ${column} moved by ${effect.toFixed(2)} (Jensen-Shannon distance); up to ${threshold.toFixed(2)} is usual`,
    details: { pValue },
  };
}
