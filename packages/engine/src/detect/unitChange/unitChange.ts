import type { Finding } from '@driftline/contracts';
import { type AffineQuantileMap, affineQuantileMap } from '@driftline/stats';
import { columnDistance } from '../../profile/columnDistance.js';
import type { NumericSummary } from '../../profile/columnProfile.js';
import type { DetectInput, FindingDetector } from '../findingDetector.js';
import { phaseColumnOf } from '../phaseColumnOf.js';
import { SAMPLE_ROWS } from '../sampleRows.js';
import { roundFactor } from './roundFactor.js';

const SMALLEST_DISTANCE = 0.1;
/** Index of 0.5 in QUANTILE_PROBABILITIES. */
const MEDIAN = 7;

/** A stable factor or offset between the quantiles of reference and window: another unit, not another world. */
export const unitChange: FindingDetector = {
  name: 'unit-change',
  aggregates: ['rows', 'types', 'moments', 'quantiles', 'histogram'],
  detect(input) {
    const findings = Object.keys(input.reference.columns).flatMap((column) => judge(input, column) ?? []);
    return { findings, measures: {} };
  },
};

function judge(input: DetectInput, column: string): Finding | null {
  const reference = input.reference.columns[column]?.profile;
  const seen = input.profile.columns[column];
  if (!reference?.numeric || !seen?.numeric || seen.numeric.count < SAMPLE_ROWS) return null;
  const effect = columnDistance(reference, seen);
  const usual = Math.max(SMALLEST_DISTANCE, phaseColumnOf(input, column)?.distanceBound ?? 0);
  if (!(effect > usual)) return null;
  const map = affineQuantileMap(reference.numeric.quantiles, seen.numeric.quantiles);
  if (map.kind === 'none' || map.kind === 'identity') return null;
  return findingOf(column, map, reference.numeric, seen.numeric);
}

function findingOf(column: string, map: AffineQuantileMap, was: NumericSummary, is: NumericSummary): Finding {
  const factor = roundFactor(map.factor);
  const offset = Number(map.offset.toPrecision(3));
  const size = map.kind === 'offset' ? Math.abs(offset) : Math.max(factor, 1 / Math.abs(factor));
  return {
    kind: 'unit-change',
    column,
    level: 'soft',
    effect: size,
    threshold: map.kind === 'offset' ? 0 : 1,
    measure: map.kind === 'offset' ? 'offset' : 'factor',
    message: `${column} changed by ${sizeText(map.kind, factor, offset)}: its median went from ${short(was.quantiles[MEDIAN])} to ${short(is.quantiles[MEDIAN])}`,
    details: { kind: map.kind, factor, offset: map.kind === 'factor' ? 0 : offset, residual: map.residual },
  };
}

function sizeText(kind: AffineQuantileMap['kind'], factor: number, offset: number): string {
  if (kind === 'factor') return `factor ${factor}`;
  const sign = offset < 0 ? 'minus' : 'plus';
  return kind === 'offset'
    ? `an offset of ${sign} ${Math.abs(offset)}`
    : `factor ${factor} and an offset of ${sign} ${Math.abs(offset)}`;
}

function short(value: number | undefined): string {
  return value === undefined ? 'unknown' : String(Number(value.toPrecision(3)));
}
