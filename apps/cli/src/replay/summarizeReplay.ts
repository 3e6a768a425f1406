import type { ReplayReport } from './replayReport.js';

/** A replay's report for a person at a terminal. */
export function summarizeReplay(report: ReplayReport): string {
  const models = report.models.map(({ name, windows }) => `${name}: ${windows.length} windows`);
  const incidents = report.incidents.flatMap((incident) => [
    `${incident.severity.toUpperCase().padEnd(4)}  ${incident.openedAt} to ${incident.closedAt ?? 'now'}  ${incident.model}: ${incident.title}`,
    ...ranked('columns', incident.columns),
    ...ranked('components', incident.components),
    ...ranked('sources', incident.sources),
  ]);
  return [...models, ...(incidents.length === 0 ? ['No incident.'] : incidents)].join('\n');
}

function ranked(what: string, names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`      ${what}: ${names.slice(0, 5).join(', ')}`];
}
