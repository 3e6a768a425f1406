import { NativeSelect, SegmentedControl } from '@mantine/core';
import { metricName } from '../numbers/metricName.js';

export interface MetricPickerProps {
  metrics: readonly string[];
  value: string;
  onChange: (metric: string) => void;
}

/** More buttons than these do not stand beside each other on a phone. */
const MOST_BUTTONS = 4;

/** Chooses the metric of the SLI chart. */
export function MetricPicker({ metrics, value, onChange }: MetricPickerProps) {
  if (metrics.length < 2) return null;
  const data = metrics.map((metric) => ({ value: metric, label: metricName(metric) }));
  if (metrics.length <= MOST_BUTTONS) {
    return <SegmentedControl aria-label="Metric" value={value} onChange={onChange} data={data} />;
  }
  return (
    <NativeSelect
      aria-label="Metric"
      size="xs"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={data}
    />
  );
}
