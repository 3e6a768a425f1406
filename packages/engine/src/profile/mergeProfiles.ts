import { mergeCounts, mergeMoments, mergeTopValues } from '@driftline/stats';
import type { ColumnProfile, NumericSummary, TextSummary } from './columnProfile.js';
import type { WindowProfile } from './windowProfile.js';

const MOST_TOP_VALUES = 100;

/**
 * Profile of the union of two intervals of the same model and layout. All but quantiles (row-weighted means) and
 * distinct counts (the larger: a lower bound) is exact.
 */
export function mergeProfiles(a: WindowProfile, b: WindowProfile): WindowProfile {
  const names = new Set([...Object.keys(a.columns), ...Object.keys(b.columns)]);
  const columns: Record<string, ColumnProfile> = {};
  for (const name of names) {
    columns[name] = mergeColumns(columnOf(a, name), columnOf(b, name));
  }
  const versions = { ...a.versions };
  for (const [version, rows] of Object.entries(b.versions))
    versions[version] = (versions[version] ?? 0) + rows;
  return {
    start: Math.min(a.start, b.start),
    end: Math.max(a.end, b.end),
    rows: a.rows + b.rows,
    weight: a.weight + b.weight,
    versions,
    duplicates: a.duplicates + b.duplicates,
    columns,
  };
}

function columnOf(profile: WindowProfile, name: string): ColumnProfile {
  const absent = { missing: profile.rows, types: { number: 0, string: 0, boolean: 0 }, trueCount: 0 };
  return profile.columns[name] ?? absent;
}

function mergeColumns(a: ColumnProfile, b: ColumnProfile): ColumnProfile {
  const numeric = mergeOptional(a.numeric, b.numeric, mergeNumeric);
  const text = mergeOptional(a.text, b.text, mergeText);
  return {
    missing: a.missing + b.missing,
    types: {
      number: a.types.number + b.types.number,
      string: a.types.string + b.types.string,
      boolean: a.types.boolean + b.types.boolean,
    },
    trueCount: a.trueCount + b.trueCount,
    ...(numeric ? { numeric } : {}),
    ...(text ? { text } : {}),
  };
}

/** A summary of no rows says nothing, and may have no bins. */
function mergeOptional<Summary extends { count: number }>(
  a: Summary | undefined,
  b: Summary | undefined,
  merge: (a: Summary, b: Summary) => Summary,
): Summary | undefined {
  if (!a || a.count === 0) return b ?? a;
  return !b || b.count === 0 ? a : merge(a, b);
}

function mergeNumeric(a: NumericSummary, b: NumericSummary): NumericSummary {
  const moments = mergeMoments(a, b);
  return {
    ...moments,
    negatives: a.negatives + b.negatives,
    zeros: a.zeros + b.zeros,
    quantiles: a.quantiles.map(
      (quantile, i) => (quantile * a.count + (b.quantiles[i] ?? quantile) * b.count) / moments.count,
    ),
    ...(a.bins && b.bins ? { bins: [...mergeCounts(a.bins, b.bins)] } : {}),
  };
}

function mergeText(a: TextSummary, b: TextSummary): TextSummary {
  const top = mergeTopValues({ top: a.top, other: 0 }, { top: b.top, other: 0 }, MOST_TOP_VALUES).top;
  return {
    count: a.count + b.count,
    distinct: Math.max(a.distinct, b.distinct),
    top,
    ...(a.bins && b.bins ? { bins: [...mergeCounts(a.bins, b.bins)] } : {}),
  };
}
