import type { Profiles } from '../api/profiles.js';
import { formatTick } from '../numbers/formatNumber.js';

export interface DistributionBar {
  label: string;
  /** Share of the rows with a value, between 0 and 1. */
  reference: number;
  current: number;
}

export interface Distribution {
  bars: DistributionBar[];
  rows: number;
  missing: number;
  mean: number | null;
}

const shares = (counts: readonly number[]): number[] => {
  const sum = counts.reduce((total, count) => total + count, 0);
  return counts.map((count) => (sum === 0 ? 0 : count / sum));
};

function labelOf({ edges, categories }: Profiles, bin: number): string {
  if (categories !== null) return categories[bin] ?? 'others';
  if (edges === null) return bin === 0 ? 'false' : 'true';
  const [low, high] = [edges[bin - 1], edges[bin]];
  if (low === undefined) return high === undefined ? 'all' : `under ${formatTick(high)}`;
  return high === undefined ? `${formatTick(low)} and more` : `${formatTick(low)} to ${formatTick(high)}`;
}

function meanOf(windows: Profiles['windows']): number | null {
  const known = windows.flatMap(({ mean, rows, missing }) =>
    mean === null || rows <= missing ? [] : [{ mean, weight: rows - missing }],
  );
  const weight = known.reduce((sum, window) => sum + window.weight, 0);
  return weight === 0 ? null : known.reduce((sum, window) => sum + window.mean * window.weight, 0) / weight;
}

/** Reference and the windows between two times (milliseconds) as shares per bin. */
export function distributionBars(profiles: Profiles, from: number, to: number): Distribution {
  const windows = profiles.windows.filter(
    (window) => Date.parse(window.start) >= from && Date.parse(window.start) < to,
  );
  const bins = Math.max(
    profiles.reference?.counts.length ?? 0,
    ...windows.map((window) => window.counts.length),
  );
  const current = Array.from({ length: bins }, (_, bin) =>
    windows.reduce((sum, window) => sum + (window.counts[bin] ?? 0), 0),
  );
  const [referenceShares, currentShares] = [shares(profiles.reference?.counts ?? []), shares(current)];
  return {
    bars: current.map((_, bin) => ({
      label: labelOf(profiles, bin),
      reference: referenceShares[bin] ?? 0,
      current: currentShares[bin] ?? 0,
    })),
    rows: windows.reduce((sum, window) => sum + window.rows, 0),
    missing: windows.reduce((sum, window) => sum + window.missing, 0),
    mean: meanOf(windows),
  };
}
