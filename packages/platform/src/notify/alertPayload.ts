import type { Incident, Suspect, WebhookPayload } from '@driftline/contracts';

/** Standard Webhooks asks for payloads under 20 kB. */
export const MAX_PAYLOAD_BYTES = 20_000;

/** How much of an incident is told; from the most to the least. */
const LEVELS = [
  { items: 20, suspects: 5, evidence: 3 },
  { items: 10, suspects: 3, evidence: 1 },
  { items: 5, suspects: 3, evidence: 0 },
  { items: 3, suspects: 1, evidence: 0 },
  { items: 0, suspects: 0, evidence: 0 },
] as const;

type Level = (typeof LEVELS)[number];

const MAX_TITLE = 300;
const MAX_SUMMARY = 2000;

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

function briefSuspect(suspect: Suspect, level: Level): Suspect {
  const { path, ...rest } = suspect;
  const reasons = rest.reasons.slice(0, 3);
  if (path === undefined || level.evidence === 0) return { ...rest, reasons };
  const steps = path.map((step) => ({ ...step, evidence: step.evidence.slice(0, level.evidence) }));
  return { ...rest, reasons, path: steps };
}

function brief(incident: Incident, level: Level, full: boolean): Record<string, unknown> {
  const { history, ...told } = incident;
  const suspects = (list: readonly Suspect[]) =>
    list.slice(0, level.suspects).map((suspect) => briefSuspect(suspect, level));
  return {
    ...told,
    title: cut(incident.title, MAX_TITLE),
    summary: cut(incident.summary, MAX_SUMMARY),
    slis: incident.slis.slice(0, level.items),
    findings: incident.findings.slice(0, level.items),
    suspects: {
      columns: suspects(incident.suspects.columns),
      components: suspects(incident.suspects.components),
      sources: suspects(incident.suspects.sources),
    },
    proposals: incident.proposals.slice(0, level.items),
    complete: full,
  };
}

/**
 * What is told of an incident: what broke, since when, the evidence and the most probable sources first, as much as fits
 * under 20 kB; `complete` is false when something was left out besides the history, which the API has. `at` is RFC 3339.
 */
export function alertPayload(incident: Incident, type: WebhookPayload['type'], at: string): WebhookPayload {
  const candidates = LEVELS.map((level, index) => ({
    type,
    timestamp: at,
    data: brief(incident, level, index === 0),
  }));
  const fits = candidates.find((payload) => Buffer.byteLength(JSON.stringify(payload)) < MAX_PAYLOAD_BYTES);
  return fits ?? { type, timestamp: at, data: { id: incident.id, complete: false } };
}
