import type { Incident, Severity, Window } from '@driftline/contracts';
import type { Platform } from '@driftline/platform';

/** What a replay found. Names are ranked, most suspect first. */
export interface ReplayReport {
  incidents: {
    openedAt: string;
    closedAt: string | null;
    severity: Severity;
    model: string;
    title: string;
    columns: string[];
    components: string[];
    sources: string[];
  }[];
  models: { name: string; windows: Window[] }[];
}

/** The report of everything in the stores, incidents in order of opening. */
export async function replayReport({ database }: Platform): Promise<ReplayReport> {
  const incidents: Incident[] = [];
  let cursor: string | null = null;
  do {
    const page = await database.incidents.list({ limit: 500, ...(cursor === null ? {} : { cursor }) });
    incidents.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  const models = await Promise.all(
    (await database.models.list()).map(async ({ id, name }) => ({
      name,
      windows: await database.windows.list(id, { limit: 1_000_000 }),
    })),
  );
  return { incidents: incidents.reverse().map(toReportedIncident), models };
}

function toReportedIncident(incident: Incident): ReplayReport['incidents'][number] {
  const names = (suspects: readonly { name: string }[]) => suspects.map(({ name }) => name);
  const { openedAt, closedAt, severity, model, title, suspects } = incident;
  return {
    openedAt,
    closedAt,
    severity,
    model,
    title,
    columns: names(suspects.columns),
    components: names(suspects.components),
    sources: names(suspects.sources),
  };
}
