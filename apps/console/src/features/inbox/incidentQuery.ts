import { incidentStatusSchema, severitySchema } from '@driftline/contracts';
import type { IncidentFilter } from './incidentFilter.js';

export type ParsedQuery = { filter: IncidentFilter } | { problem: string };

const fields = ['status', 'severity', 'model'] as const;
type Field = (typeof fields)[number];

const allowed: Record<Field, readonly string[] | undefined> = {
  status: incidentStatusSchema.options,
  severity: severitySchema.options,
  model: undefined,
};

function isField(name: string): name is Field {
  return fields.some((field) => field === name);
}

function nearest(word: string, candidates: readonly string[]): string | undefined {
  const start = word.slice(0, 2).toLowerCase();
  return candidates.find((candidate) => candidate.startsWith(start));
}

function problemOf(field: string, values: string[]): string | undefined {
  if (!isField(field)) {
    const close = nearest(field, fields);
    return `There is no field ${field}${close ? `; did you mean ${close}?` : `: use ${fields.join(', ')}, or plain words`}`;
  }
  if (values.length === 0) return `${field}: needs a value`;
  const wrong = values.find((value) => allowed[field] !== undefined && !allowed[field]?.includes(value));
  if (wrong === undefined) return undefined;
  const close = nearest(wrong, allowed[field] ?? []);
  return `${field} is never ${wrong}${close ? `; did you mean ${close}?` : `: it is ${allowed[field]?.join(', ')}`}`;
}

/** Reads a typed query: `status:open,acknowledged severity:page model:flight-delay words`. What it cannot say is a problem. */
export function parseIncidentQuery(text: string): ParsedQuery {
  const found: Record<Field, string[]> = { status: [], severity: [], model: [] };
  const words: string[] = [];
  for (const token of text.trim().split(/\s+/).filter(Boolean)) {
    const pair = /^([a-z]+):(?!\/\/)(.*)$/i.exec(token);
    if (pair === null) {
      words.push(token);
      continue;
    }
    const [field, values] = [pair[1] ?? '', (pair[2] ?? '').split(',').filter(Boolean)];
    const problem = problemOf(field, values);
    if (problem !== undefined) return { problem };
    if (isField(field)) found[field] = [...new Set([...found[field], ...values])];
  }
  return {
    filter: {
      status: found.status.flatMap((value) => incidentStatusSchema.safeParse(value).data ?? []),
      severity: found.severity.flatMap((value) => severitySchema.safeParse(value).data ?? []),
      model: found.model,
      text: words.join(' '),
    },
  };
}

/** The typed form of a filter. */
export function formatIncidentQuery(filter: IncidentFilter): string {
  const terms = fields.flatMap((field) =>
    filter[field].length === 0 ? [] : `${field}:${filter[field].join(',')}`,
  );
  return [...terms, filter.text].filter(Boolean).join(' ');
}
