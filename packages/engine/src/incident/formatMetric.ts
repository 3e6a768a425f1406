import { metricCatalog } from '../metrics/metricCatalog.js';

/** A metric's value for a person: three decimals for shares, three significant digits for amounts. */
export function formatMetric(metric: string, value: number): string {
  return metricCatalog[metric]?.range.high === 1 ? value.toFixed(3) : String(Number(value.toPrecision(3)));
}

/** A metric's name within a sentence. */
export function metricLabel(metric: string): string {
  return metricCatalog[metric]?.label ?? metric;
}
