import type { Estimate } from '@driftline/stats';
import { expectedMetrics } from '../metrics/expectedMetrics.js';
import { metricCatalog } from '../metrics/metricCatalog.js';
import type { MetricEstimate } from '../metrics/metricEstimate.js';
import type { OutcomeShape } from '../metrics/outcomeShape.js';
import { realisedMetrics } from '../metrics/realisedMetrics.js';
import { mergeOutcomes } from '../profile/mergeOutcomes.js';
import type { WindowOutcomes } from '../profile/outcomeCells.js';
import { natural } from './natural.js';
import { noSkill } from './noSkill.js';
import type { Natural } from './phaseReference.js';
import type { SliBaseline } from './reference.js';

/** Fewer labelled rows say nothing about a window. */
const LEAST_ROWS = 30;
const SMALLEST_SHARE = 0.01;
const SMALLEST_PART = 0.1;
/** Standard deviations between the model and a constant below which a metric cannot show harm in time. */
const LEAST_POWER = 2;

export interface LearntSlis {
  slis: SliBaseline[];
  /** Per phase. */
  realised: Record<string, Natural>[];
  misses: Record<string, Natural>[];
  estimated: Record<string, Natural>[];
}

/** Baselines of all metrics, whole and per phase, and which of them have the power to page. */
export function learnSlis(shape: OutcomeShape, phases: readonly WindowOutcomes[][]): LearntSlis {
  const whole = phases.at(-1) ?? [];
  const none = () => phases.map(() => ({}));
  if (whole.length === 0) return { slis: [], realised: none(), misses: none(), estimated: none() };
  const pooled = whole.reduce(mergeOutcomes);
  const constants = noSkill(shape.task, shape.positiveLabel, pooled);
  const drops: Record<string, number> = {};
  const values = realisedMetrics(shape, pooled).filter(({ value }) => Number.isFinite(value));
  for (const { metric, value } of values)
    drops[metric] = smallestDrop(metric, value, constants[metric] ?? value);
  const realised = phases.map((windows) =>
    naturals(
      windows.map((window) => enough(shape, window)),
      drops,
    ),
  );
  const misses = phases.map((windows) =>
    naturals(
      windows.map((window) => missesOf(shape, window)),
      drops,
      'cbpe:',
    ),
  );
  const estimated = phases.map((windows) =>
    naturals(
      windows.map((window) => estimatesOf(shape, window)),
      drops,
      'cbpe:',
    ),
  );
  const last = whole.map((window) => enough(shape, window));
  const slis = values.map((figure) =>
    baseline(figure, constants[figure.metric] ?? figure.value, drops, realised.at(-1) ?? {}, last),
  );
  return { slis, realised, misses, estimated };
}

function enough(shape: OutcomeShape, window: WindowOutcomes): MetricEstimate[] {
  return realisedMetrics(shape, window).filter(({ rows }) => rows >= LEAST_ROWS);
}

/** Realised minus expected per metric. Given the scores, labels scatter as the expected standard error says. */
function missesOf(shape: OutcomeShape, window: WindowOutcomes): MetricEstimate[] {
  const expected = new Map(expectedMetrics(shape, window).map((figure) => [figure.metric, figure]));
  return enough(shape, window).flatMap((figure) => {
    const guess = expected.get(figure.metric);
    return guess
      ? [{ ...figure, value: figure.value - guess.value, standardError: guess.standardError }]
      : [];
  });
}

/** All scatter of the estimates counts: their standard error is that of the labels, which they do not know. */
function estimatesOf(shape: OutcomeShape, window: WindowOutcomes): MetricEstimate[] {
  return expectedMetrics(shape, window)
    .filter(({ rows }) => rows >= LEAST_ROWS)
    .map((figure) => ({ ...figure, standardError: 0 }));
}

function naturals(
  windows: readonly MetricEstimate[][],
  drops: Readonly<Record<string, number>>,
  prefix = '',
): Record<string, Natural> {
  const result: Record<string, Natural> = {};
  for (const [metric, drop] of Object.entries(drops)) {
    const figures: Estimate[] = windows.flatMap((window) =>
      window.filter((figure) => figure.metric === metric),
    );
    if (figures.length > 0) result[`${prefix}${metric}`] = natural(figures, drop / 4);
  }
  return result;
}

function smallestDrop(metric: string, value: number, constant: number): number {
  const definition = metricCatalog[metric];
  const bounded = definition?.range.high === 1;
  return bounded
    ? Math.max(SMALLEST_SHARE, SMALLEST_PART * Math.abs(value - constant))
    : Math.max(Number.MIN_VALUE, SMALLEST_PART * Math.abs(value));
}

function baseline(
  figure: MetricEstimate,
  constant: number,
  drops: Readonly<Record<string, number>>,
  naturalOf: Readonly<Record<string, Natural>>,
  windows: readonly MetricEstimate[][],
): SliBaseline {
  const { metric, value } = figure;
  const definition = metricCatalog[metric];
  const range = definition?.range ?? { low: -Infinity, high: Infinity };
  const spread = naturalOf[metric]?.sd ?? 0;
  const errors = windows.flatMap((window) => window.filter((one) => one.metric === metric));
  const noise = errors.reduce((sum, one) => sum + one.standardError ** 2, 0) / Math.max(1, errors.length);
  const skill = definition?.higherIsBetter ? value - constant : constant - value;
  const deviation = Math.sqrt(spread ** 2 + noise);
  const power = deviation > 0 ? skill / deviation : 0;
  const drop = drops[metric] ?? 0;
  return {
    metric,
    value,
    low: Math.max(range.low, value - 3 * spread),
    high: Math.min(range.high, value + 3 * spread),
    noSkill: constant,
    smallestDrop: drop,
    power,
    pages: definition?.mayPage === true && power >= LEAST_POWER && skill > drop,
  };
}
