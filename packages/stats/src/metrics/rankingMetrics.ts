import { averagePrecision } from './averagePrecision.js';
import type { RankingMetric } from './rankingGradient.js';
import { rocAuc } from './rocAuc.js';

/** Every metric of the order of scores, by its name. */
export const rankingMetrics = { rocAuc, averagePrecision } satisfies Record<string, RankingMetric>;

export type RankingMetricName = keyof typeof rankingMetrics;
