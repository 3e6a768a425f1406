/** What the engine knows of a metric, whatever computes it. */
export interface MetricDefinition {
  /** As in a sentence: "ROC AUC fell from … to …". */
  label: string;
  /** False also for figures that are no performance at all and only show a shift. */
  higherIsBetter: boolean;
  /** Whether it can degrade; a shift of the outcome rate is neither good nor bad. */
  performance: boolean;
  range: { low: number; high: number };
}

const share = { low: 0, high: 1 };
const amount = { low: 0, high: Number.POSITIVE_INFINITY };

/** Every metric by the name that the API shows. */
export const metricCatalog: Readonly<Record<string, MetricDefinition>> = {
  accuracy: { label: 'accuracy', higherIsBetter: true, performance: true, range: share },
  f1: { label: 'F1', higherIsBetter: true, performance: true, range: share },
  precision: { label: 'precision', higherIsBetter: true, performance: true, range: share },
  recall: { label: 'recall', higherIsBetter: true, performance: true, range: share },
  'roc-auc': { label: 'ROC AUC', higherIsBetter: true, performance: true, range: share },
  'log-loss': { label: 'log loss', higherIsBetter: false, performance: true, range: amount },
  brier: { label: 'Brier score', higherIsBetter: false, performance: true, range: share },
  mae: { label: 'mean absolute error', higherIsBetter: false, performance: true, range: amount },
  rmse: { label: 'root mean squared error', higherIsBetter: false, performance: true, range: amount },
  'positive-rate': {
    label: 'share of positive outcomes',
    higherIsBetter: false,
    performance: false,
    range: share,
  },
};
