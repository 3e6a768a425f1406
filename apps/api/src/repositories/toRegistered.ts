import type { RegisteredRepository } from '@driftline/contracts';
import type { StoredRegistration } from '@driftline/platform';

const iso = (millis: number | null): string | null =>
  millis === null ? null : new Date(millis).toISOString();

/** A registered repository as the API shows it: nothing of its secrets but their kind. */
export function toRegistered(stored: StoredRegistration, mapId: string | undefined): RegisteredRepository {
  const { id, url, branch, schedule, credentialKind, commit, lastError } = stored;
  return {
    id,
    url,
    branch,
    schedule,
    credential: credentialKind,
    commit,
    mapId: mapId ?? null,
    checkedAt: iso(stored.checkedAt),
    nextCheckAt: iso(stored.nextCheckAt),
    lastError,
    failingSince: iso(stored.failingSince),
    createdAt: new Date(stored.createdAt).toISOString(),
  };
}
