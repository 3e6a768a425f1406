import type { Model, Sli, Window } from '@driftline/contracts';

export interface NewestSli {
  metric: string;
  sli: Sli;
  window: Window;
}

/** The metric a model is judged by first: one that may page, else the first of the reference. */
export function mainMetric(model: Model): string | undefined {
  const slis = model.reference?.slis ?? [];
  return (slis.find((sli) => sli.pages) ?? slis[0])?.metric;
}

/** The newest known figure of the main metric, labels before estimates within a window. */
export function newestSli(model: Model, windows: readonly Window[]): NewestSli | undefined {
  const metric = mainMetric(model);
  const newestFirst = [...windows].sort((a, b) => Date.parse(b.start) - Date.parse(a.start));
  for (const window of newestFirst) {
    const known = window.slis.filter((sli) => sli.metric === metric && sli.value !== null);
    const sli = known.find((figure) => figure.kind === 'realised') ?? known[0];
    if (sli !== undefined) return { metric: sli.metric, sli, window };
  }
  return undefined;
}
