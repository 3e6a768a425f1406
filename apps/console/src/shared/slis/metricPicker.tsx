import { SegmentedControl } from '@mantine/core';
import { metricName } from '../numbers/metricName.js';

export interface MetricPickerProps {
  metrics: readonly string[];
  value: string;
  onChange: (metric: string) => void;
}

/** Chooses the metric of the SLI chart. */
export function MetricPicker({ metrics, value, onChange }: MetricPickerProps) {
  if (metrics.length < 2) return null;
  return (
    <SegmentedControl
      aria-label="Metric"
      value={value}
      onChange={onChange}
      data={metrics.map((metric) => ({ value: metric, label: metricName(metric) }))}
    />
  );
}
