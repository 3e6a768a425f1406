import type { NewIncident, Platform, WindowEvaluation } from '@driftline/platform';

export const DAY = 86_400_000;
export const START = Date.UTC(2001, 0, 1);
/** Midnight of a day, counted from the first of January 2001. */
export const iso = (day: number) => new Date(START + day * DAY).toISOString();

/** A window of a day. */
export function windowOf(day: number, more: Partial<WindowEvaluation> = {}): WindowEvaluation {
  return {
    start: iso(day),
    end: iso(day + 1),
    asOf: iso(day + 2),
    state: 'final',
    rows: 10,
    maturity: 1,
    slis: [],
    findings: [],
    profile: null,
    referenceVersion: null,
    ...more,
  };
}

/** Opens an incident of a model, which is registered if it is new. */
export async function openIncident(
  { database }: Platform,
  model: string,
  day: number,
  more: Partial<NewIncident> = {},
): Promise<string> {
  const { id: modelId } = await database.models.findOrCreate(model);
  const stored = await database.incidents.create(
    {
      modelId,
      severity: 'page',
      status: 'open',
      cause: 'input-change',
      title: `day ${day}`,
      summary: '',
      openedAt: iso(day),
      closedAt: null,
      startedAt: iso(day - 1),
      slis: [],
      findings: [],
      suspects: { columns: [], components: [], sources: [] },
      proposals: [],
      state: {},
      ...more,
    },
    [{ at: iso(day), kind: 'opened', text: 'accuracy fell', by: null }],
  );
  return stored.incident.id;
}
