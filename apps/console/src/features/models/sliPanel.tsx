import type { Incident, Model, Window } from '@driftline/contracts';
import { Button } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { SliChart } from '../../shared/charts/sliChart.js';
import { plural } from '../../shared/numbers/formatNumber.js';
import { MetricPicker } from '../../shared/slis/metricPicker.js';
import { metricsOf, sliChartRows } from '../../shared/slis/sliChartRows.js';
import { useTimeRange } from '../../shared/time/useTimeRange.js';
import { EmptyState } from '../../shared/ui/emptyState.js';
import { LoadingLines } from '../../shared/ui/loadingLines.js';
import { Panel } from '../../shared/ui/panel.js';

export interface SliPanelProps {
  model: Model;
  windows: readonly Window[];
  incidents: readonly Incident[];
  loading: boolean;
}

/** The SLI chart of the model, with a metric picker; dragging sets the global time range. */
export function SliPanel({ model, windows, incidents, loading }: SliPanelProps) {
  const search = useSearch({ from: '/shell/models/$model' });
  const navigate = useNavigate();
  const { range, setRange } = useTimeRange();
  const slis = model.reference?.slis ?? [];
  const metrics = metricsOf(
    windows,
    slis.filter((sli) => sli.pages).map((sli) => sli.metric),
    slis.map((sli) => sli.metric),
  );
  const metric = metrics.find((candidate) => candidate === search.metric) ?? metrics[0];
  const reference = slis.find((sli) => sli.metric === metric);
  const choose = (next: string) =>
    void navigate({ to: '.', search: (old) => ({ ...old, metric: next }), replace: true });
  return (
    <Panel
      title="SLI over windows"
      note={loading ? undefined : plural(windows.length, 'window')}
      aside={metric && <MetricPicker metrics={metrics} value={metric} onChange={choose} />}
    >
      {loading && <LoadingLines what="the windows" lines={7} height={24} />}
      {!loading && windows.length === 0 && (
        <EmptyState
          title={range.kind === 'all' ? 'No window is evaluated yet' : 'No window in this time range'}
          actions={
            range.kind !== 'all' && <Button onClick={() => setRange({ kind: 'all' })}>Show all time</Button>
          }
        >
          {range.kind === 'all'
            ? 'Windows are evaluated once a reference is learnt and events arrive after it.'
            : 'The model may have been idle, or its events lie at another time.'}
        </EmptyState>
      )}
      {metric !== undefined && windows.length > 0 && (
        <SliChart
          metric={metric}
          rows={sliChartRows(windows, metric)}
          reference={reference}
          incidents={incidents}
          onZoom={(from, to) =>
            setRange({ kind: 'fixed', from: new Date(from).toISOString(), to: new Date(to).toISOString() })
          }
        />
      )}
      {metric !== undefined && reference?.pages === false && (
        <p style={{ marginTop: 8, fontSize: 'var(--text-small)', color: 'var(--ink-3)' }}>
          This SLI pages nobody: on the reference it has too little power to show harm.
        </p>
      )}
    </Panel>
  );
}
