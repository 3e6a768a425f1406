/** What the engine knows of a metric, whatever computes it. */
export interface MetricDefinition {
  /** As in a sentence: "ROC AUC fell from … to …". */
  label: string;
  /** False also for figures that are no performance at all and only show a shift. */
  higherIsBetter: boolean;
  /** Whether it may page, if the reference shows its power; the others are shown for diagnosis. */
  mayPage: boolean;
  /** Whether it moves with the share of positive outcomes although the model ranks as well as ever. */
  followsRate: boolean;
  range: { low: number; high: number };
}

const share = { low: 0, high: 1 };
const amount = { low: 0, high: Number.POSITIVE_INFINITY };

/** Every metric by the name that the API shows. */
export const metricCatalog: Readonly<Record<string, MetricDefinition>> = {
  accuracy: { label: 'accuracy', higherIsBetter: true, mayPage: true, followsRate: true, range: share },
  f1: { label: 'F1', higherIsBetter: true, mayPage: true, followsRate: true, range: share },
  precision: { label: 'precision', higherIsBetter: true, mayPage: false, followsRate: true, range: share },
  recall: { label: 'recall', higherIsBetter: true, mayPage: false, followsRate: true, range: share },
  'roc-auc': { label: 'ROC AUC', higherIsBetter: true, mayPage: true, followsRate: false, range: share },
  'log-loss': { label: 'log loss', higherIsBetter: false, mayPage: true, followsRate: true, range: amount },
  brier: { label: 'Brier score', higherIsBetter: false, mayPage: false, followsRate: true, range: share },
  mae: {
    label: 'mean absolute error',
    higherIsBetter: false,
    mayPage: true,
    followsRate: false,
    range: amount,
  },
  rmse: {
    label: 'root mean squared error',
    higherIsBetter: false,
    mayPage: true,
    followsRate: false,
    range: amount,
  },
  'positive-rate': {
    label: 'share of positive outcomes',
    higherIsBetter: false,
    mayPage: false,
    followsRate: true,
    range: share,
  },
};
