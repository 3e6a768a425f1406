import type { Incident, Model, Window } from '@driftline/contracts';
import type { UseQueryResult } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { WholeList } from '../../shared/api/fetchAllPages.js';
import { SliChart } from '../../shared/charts/sliChart.js';
import { incidentSli } from '../../shared/incidents/incidentSli.js';
import { MetricPicker } from '../../shared/slis/metricPicker.js';
import { metricsOf, sliChartRows } from '../../shared/slis/sliChartRows.js';
import { useTimeRange } from '../../shared/time/useTimeRange.js';
import { EmptyState } from '../../shared/ui/emptyState.js';
import { ErrorState } from '../../shared/ui/errorState.js';
import { LoadingLines } from '../../shared/ui/loadingLines.js';
import { Panel } from '../../shared/ui/panel.js';

export interface IncidentSliPanelProps {
  incident: Incident;
  model: Model | undefined;
  windows: UseQueryResult<WholeList<Window>>;
}

/** The SLI that shows the harm, around the incident. */
export function IncidentSliPanel({ incident, model, windows }: IncidentSliPanelProps) {
  const search = useSearch({ from: '/shell/incidents/$incidentId' });
  const navigate = useNavigate();
  const { setRange } = useTimeRange();
  const items = windows.data?.items ?? [];
  const worst = incidentSli(incident, model)?.sli.metric;
  const known = model?.reference?.slis.map((sli) => sli.metric) ?? [];
  const metrics = metricsOf(items, worst === undefined ? [] : [worst], known);
  const metric = metrics.find((candidate) => candidate === search.metric) ?? metrics[0];
  const choose = (next: string) =>
    void navigate({
      to: '.',
      search: (old) => ({ ...old, metric: next }),
      replace: true,
      resetScroll: false,
    });
  return (
    <Panel
      title="SLI before, during and after"
      aside={metric && <MetricPicker metrics={metrics} value={metric} onChange={choose} />}
    >
      {windows.isPending && <LoadingLines what="the windows" lines={7} height={24} />}
      {windows.error && (
        <ErrorState what="The windows" error={windows.error} retry={() => void windows.refetch()} />
      )}
      {windows.data && items.length === 0 && (
        <EmptyState title="No window in this time range">Choose a range that holds the incident.</EmptyState>
      )}
      {metric !== undefined && items.length > 0 && (
        <SliChart
          metric={metric}
          rows={sliChartRows(items, metric)}
          reference={model?.reference?.slis.find((sli) => sli.metric === metric)}
          incidents={[incident]}
          onZoom={(from, to) =>
            setRange({ kind: 'fixed', from: new Date(from).toISOString(), to: new Date(to).toISOString() })
          }
        />
      )}
    </Panel>
  );
}
