import type { OpenLineageDataset } from '@driftline/contracts';
import { numberIn, objectIn } from './facetMembers.js';
import type { DatasetObservation } from './runTimeLineage.js';

/** Column figures of the dataQualityMetrics facet, wherever the producer put it; null without any. */
export function observationOf(dataset: OpenLineageDataset, at: number): DatasetObservation | null {
  const { namespace, name } = dataset;
  for (const facets of [dataset.inputFacets, dataset.outputFacets, dataset.facets]) {
    const metrics = objectIn(facets, 'dataQualityMetrics');
    const columns = objectIn(metrics, 'columnMetrics');
    const rowCount =
      numberIn(metrics, 'rowCount') ?? numberIn(objectIn(facets, 'outputStatistics'), 'rowCount');
    if (rowCount === null && Object.keys(columns).length === 0) continue;
    const figures = Object.keys(columns).map((column) => [
      column,
      figuresOf(objectIn(columns, column), rowCount),
    ]);
    return { namespace, name, at, rowCount, columns: Object.fromEntries(figures) };
  }
  return null;
}

/** Comparable between runs of different size: shares and means rather than counts and sums. */
function figuresOf(metrics: Record<string, unknown>, rowCount: number | null): Record<string, number> {
  const figures: Record<string, number> = {};
  const rows = numberIn(metrics, 'count') ?? rowCount;
  const put = (name: string, value: number | null) => {
    if (value !== null && Number.isFinite(value)) figures[name] = value;
  };
  const perRow = (value: number | null) => (value === null || !rows ? null : value / rows);
  put('nullShare', perRow(numberIn(metrics, 'nullCount')));
  put('distinctShare', perRow(numberIn(metrics, 'distinctCount')));
  put('mean', perRow(numberIn(metrics, 'sum')));
  for (const name of ['min', 'max']) put(name, numberIn(metrics, name));
  const quantiles = objectIn(metrics, 'quantiles');
  for (const p of Object.keys(quantiles)) put(`quantile ${p}`, numberIn(quantiles, p));
  return figures;
}
