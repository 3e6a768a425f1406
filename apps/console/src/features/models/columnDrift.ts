import type { Finding, Model, Window } from '@driftline/contracts';

export interface ColumnDrift {
  name: string;
  types: readonly string[];
  /** Windows with at least one finding about the column. */
  windows: number;
  /** The finding that passed its threshold the most. */
  strongest: Finding | undefined;
  /** Start of the newest window with a finding. */
  newestAt: string | undefined;
}

const excess = (finding: Finding) => Math.abs(finding.effect) / Math.max(Math.abs(finding.threshold), 1e-9);

/** Every column of the model with what the windows say about it; most findings first. */
export function columnDrift(model: Model, windows: readonly Window[]): ColumnDrift[] {
  return model.columns
    .map(({ name, types }) => {
      const hit = windows.filter((window) => window.findings.some((finding) => finding.column === name));
      const findings = hit.flatMap((window) => window.findings.filter((finding) => finding.column === name));
      return {
        name,
        types,
        windows: hit.length,
        strongest: findings.sort((a, b) => excess(b) - excess(a))[0],
        newestAt: hit
          .map((window) => window.start)
          .sort()
          .at(-1),
      };
    })
    .sort((a, b) => b.windows - a.windows || a.name.localeCompare(b.name));
}
