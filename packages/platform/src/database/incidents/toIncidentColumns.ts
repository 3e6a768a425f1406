import { toJson } from '../client/json.js';
import type { IncidentPatch } from './storedIncident.js';

const JSON_FIELDS = ['slis', 'findings', 'suspects', 'proposals', 'state'] as const;
const TEXT_FIELDS = ['severity', 'status', 'cause', 'title', 'summary', 'assignee'] as const;

/** The columns that a patch sets. */
export function toIncidentColumns(patch: IncidentPatch) {
  const texts = TEXT_FIELDS.flatMap((field) => (patch[field] === undefined ? [] : [[field, patch[field]]]));
  const documents = JSON_FIELDS.flatMap((field) =>
    patch[field] === undefined ? [] : [[field, toJson(patch[field])]],
  );
  return {
    ...Object.fromEntries([...texts, ...documents]),
    ...(patch.startedAt === undefined ? {} : { startedAt: new Date(patch.startedAt) }),
    ...(patch.closedAt === undefined
      ? {}
      : { closedAt: patch.closedAt === null ? null : new Date(patch.closedAt) }),
  };
}
