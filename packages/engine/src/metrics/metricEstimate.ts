import type { Estimate } from '@driftline/stats';

/** One metric of one window: value and standard error (NaN when the rows cannot tell), and the rows behind it. */
export interface MetricEstimate extends Estimate {
  metric: string;
  rows: number;
}
