const roles = {
  realised: 'var(--chart-realised)',
  estimated: 'var(--chart-estimated)',
  blended: 'var(--chart-blended)',
  reference: 'var(--chart-reference)',
  current: 'var(--chart-realised)',
  grid: 'var(--chart-grid)',
  axis: 'var(--chart-axis)',
  surface: 'var(--surface)',
  selection: 'var(--accent)',
  page: 'var(--page)',
  warn: 'var(--warn)',
  neutral: 'var(--ink-3)',
} as const;

export type ChartRole = keyof typeof roles;

/** The one place that gives a chart its colours; they are tokens, so light and dark re-colour by themselves. */
export function chartColour(role: ChartRole): string {
  return roles[role];
}
