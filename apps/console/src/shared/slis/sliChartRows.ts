import type { Sli, SliKind, Window, WindowState } from '@driftline/contracts';

export interface SliFigure {
  value: number | null;
  band: [number, number] | null;
  rows: number;
  estimator: string;
  /** Why it cannot be known. */
  reason: string | undefined;
}

/** One window of the SLI chart. */
export interface SliChartRow {
  /** Start of the window, milliseconds. */
  at: number;
  end: number;
  state: WindowState;
  rows: number;
  maturity: number;
  realised: SliFigure | undefined;
  estimated: SliFigure | undefined;
  blended: SliFigure | undefined;
}

function figureOf(slis: readonly Sli[], metric: string, kind: SliKind): SliFigure | undefined {
  const sli = slis.find((candidate) => candidate.metric === metric && candidate.kind === kind);
  if (sli === undefined) return undefined;
  const band: [number, number] | null = sli.low === null || sli.high === null ? null : [sli.low, sli.high];
  return { value: sli.value, band, rows: sli.rows, estimator: sli.estimator, reason: sli.reason };
}

/** The windows of one metric, in time order, ready to draw. */
export function sliChartRows(windows: readonly Window[], metric: string): SliChartRow[] {
  return windows
    .map((window) => ({
      at: Date.parse(window.start),
      end: Date.parse(window.end),
      state: window.state,
      rows: window.rows,
      maturity: window.maturity,
      realised: figureOf(window.slis, metric, 'realised'),
      estimated: figureOf(window.slis, metric, 'estimated'),
      blended: figureOf(window.slis, metric, 'blended'),
    }))
    .sort((a, b) => a.at - b.at);
}

/** Every metric of the windows and of the reference, those that may page first. */
export function metricsOf(
  windows: readonly Window[],
  paging: readonly string[],
  known: readonly string[],
): string[] {
  const seen = windows.flatMap((window) => window.slis.map((sli) => sli.metric));
  return [...new Set([...paging, ...known, ...seen])];
}
