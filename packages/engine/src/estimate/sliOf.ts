import type { Sli, SliKind } from '@driftline/contracts';
import { estimateInterval } from '@driftline/stats';
import { metricCatalog } from '../metrics/metricCatalog.js';
import type { MetricEstimate } from '../metrics/metricEstimate.js';

interface Origin {
  kind: SliKind;
  name: string;
}

/** A metric with its 95 % interval as an Sli; one that the rows cannot tell becomes unknown. */
export function sliOf({ kind, name }: Origin, figure: MetricEstimate, widen = 0): Sli {
  const { metric, rows, value } = figure;
  const range = metricCatalog[metric]?.range;
  const clipped = range ? Math.min(range.high, Math.max(range.low, value)) : value;
  const interval = estimateInterval({ ...figure, value: clipped }, 0.95, range);
  if (!Number.isFinite(value) || !Number.isFinite(figure.standardError)) {
    return unknownSli({ kind, name }, metric, rows, 'the rows of this window cannot tell it');
  }
  const low = Math.max(range?.low ?? -Infinity, interval.low - widen);
  const high = Math.min(range?.high ?? Infinity, interval.high + widen);
  return { metric, kind, estimator: name, value: clipped, low, high, rows };
}

/** "Cannot know", and why. */
export function unknownSli({ kind, name }: Origin, metric: string, rows: number, reason: string): Sli {
  return { metric, kind, estimator: name, value: null, low: null, high: null, rows, reason };
}
