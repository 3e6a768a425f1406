import { CodedError, type DependencyMap, dependencyMapSchema } from '@driftline/contracts';
import type { Platform } from '@driftline/platform';
import { mapNotFound } from './mapNotFound.js';

/** @throws CodedError `map_not_found`, `map_not_done` */
export async function findMap(
  { database }: Platform,
  id: string,
): Promise<{ map: DependencyMap; finishedAt: string }> {
  const [stored, summary] = await Promise.all([database.maps.get(id), database.maps.summary(id)]);
  if (!stored || !summary) throw mapNotFound(id);
  if (stored.status === 'done') {
    const finishedAt = new Date(summary.finishedAt ?? summary.createdAt).toISOString();
    return { map: dependencyMapSchema.parse(stored), finishedAt };
  }
  throw new CodedError({
    code: 'map_not_done',
    status: 409,
    message: stored.error === null ? `Map ${id} is not made yet.` : `Map ${id} failed: ${stored.error}`,
    where: id,
    action: `Look at GET /v1/maps/${id} until its status is done.`,
  });
}
