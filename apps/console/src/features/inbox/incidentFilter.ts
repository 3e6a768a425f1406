import {
  type Incident,
  type IncidentStatus,
  incidentStatusSchema,
  type Severity,
  severitySchema,
} from '@driftline/contracts';

/** What the inbox shows: values of one field are alternatives, fields and words must all hold. */
export interface IncidentFilter {
  status: IncidentStatus[];
  severity: Severity[];
  model: string[];
  text: string;
}

export interface InboxSearch {
  status?: string | undefined;
  severity?: string | undefined;
  model?: string | undefined;
  q?: string | undefined;
}

export const noFilter: IncidentFilter = { status: [], severity: [], model: [], text: '' };

const list = (value: string | undefined) => (value === undefined ? [] : value.split(',').filter(Boolean));

/** The filter that a URL names; values that are no status or severity are dropped. */
export function filterOfSearch(search: InboxSearch): IncidentFilter {
  return {
    status: list(search.status).flatMap((value) => incidentStatusSchema.safeParse(value).data ?? []),
    severity: list(search.severity).flatMap((value) => severitySchema.safeParse(value).data ?? []),
    model: list(search.model),
    text: search.q ?? '',
  };
}

export function searchOfFilter(filter: IncidentFilter): Record<keyof InboxSearch, string | undefined> {
  const joined = (values: string[]) => (values.length === 0 ? undefined : values.join(','));
  return {
    status: joined(filter.status),
    severity: joined(filter.severity),
    model: joined(filter.model),
    q: filter.text === '' ? undefined : filter.text,
  };
}

export function isFiltering(filter: IncidentFilter): boolean {
  return filter.status.length + filter.severity.length + filter.model.length > 0 || filter.text !== '';
}

const haystack = (incident: Incident) =>
  [
    incident.title,
    incident.summary,
    incident.cause,
    incident.model,
    incident.assignee ?? '',
    ...incident.findings.map((finding) => finding.column ?? ''),
    ...incident.suspects.sources.map((suspect) => suspect.name),
  ]
    .join(' ')
    .toLowerCase();

const holds = <Value>(allowed: Value[], value: Value) => allowed.length === 0 || allowed.includes(value);

export function matchesFilter(incident: Incident, filter: IncidentFilter): boolean {
  if (!holds(filter.status, incident.status) || !holds(filter.severity, incident.severity)) return false;
  if (!holds(filter.model, incident.model)) return false;
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const text = words.length === 0 ? '' : haystack(incident);
  return words.every((word) => text.includes(word));
}
