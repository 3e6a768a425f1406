import type { SliKind, Window } from '@driftline/contracts';

export interface SliPoint {
  /** Start of the window, milliseconds. */
  at: number;
  value: number | null;
}

/** One SLI over the windows, in time order; null where it cannot be known. */
export function sliSeries(windows: readonly Window[], metric: string, kind: SliKind): SliPoint[] {
  return windows
    .map((window) => ({
      at: Date.parse(window.start),
      value: window.slis.find((sli) => sli.metric === metric && sli.kind === kind)?.value ?? null,
    }))
    .sort((a, b) => a.at - b.at);
}
