import { CodedError } from '@driftline/contracts';
import { repositoryHead } from '@driftline/mapper';
import { nextCheck, nextRetry, type Platform, type StoredRegistration } from '@driftline/platform';
import { accessOf } from './accessOf.js';

/**
 * Asks where the branch of a registered repository stands and has it mapped when it moved. A server that refuses or
 * does not answer is noted on the repository and asked again, later each time.
 */
export async function pollRepository(platform: Platform, repositoryId: string): Promise<void> {
  const { registrations } = platform.database;
  const registration = await registrations.get(repositoryId);
  if (!registration) return;
  try {
    await check(platform, registration);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const now = Date.now();
    await registrations.failed(repositoryId, error.message, now, nextRetry(registration.failures + 1, now));
  }
}

async function check(platform: Platform, registration: StoredRegistration): Promise<void> {
  const { database, queue } = platform;
  const { id, url, branch, schedule } = registration;
  const access = await accessOf(platform, [url], registration);
  const { commit, hostKeys } = await repositoryHead(url, branch, access);
  if (commit === null) throw notGit(url);
  const now = Date.now();
  await database.registrations.checked(
    id,
    now,
    schedule === null ? null : nextCheck(schedule, now),
    hostKeys,
  );
  if (!(await database.registrations.moved(id, commit))) {
    // What failed was asking; had a map failed, its commit would be forgotten.
    await database.registrations.recovered(id);
    return;
  }
  const map = await database.maps.create(url, branch, { registeredId: id, commit });
  await queue.add('buildMap', { mapId: map.id }, { dedupe: map.id });
}

function notGit(url: string): CodedError {
  return new CodedError({
    code: 'repository_not_git',
    status: 422,
    message: `${url} is a folder without a Git repository: it has no commits to watch`,
    where: 'url',
    action: 'register the root of a repository',
  });
}
