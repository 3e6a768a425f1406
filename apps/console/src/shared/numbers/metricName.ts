const names: Record<string, string> = {
  accuracy: 'Accuracy',
  f1: 'F1',
  'roc-auc': 'ROC AUC',
  'log-loss': 'Log loss',
  precision: 'Precision',
  recall: 'Recall',
  'positive-rate': 'Positive rate',
  brier: 'Brier score',
  mae: 'MAE',
  rmse: 'RMSE',
};

const lowerIsBetter = new Set(['log-loss', 'mae', 'rmse', 'brier']);

/** The name of a metric as people write it; an unknown one is shown as it came. */
export function metricName(metric: string): string {
  return names[metric] ?? metric;
}

/** Whether a greater value of the metric is better. */
export function higherIsBetter(metric: string): boolean {
  return !lowerIsBetter.has(metric);
}
