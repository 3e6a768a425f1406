import { realpath } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import { CodedError } from '@driftline/contracts';

const URL_LIKE = /^(https?|git|ssh):\/\/|^[\w.-]+@[\w.-]+:/;

/**
 * The repository as the mapper shall read it: a URL as it is, or the real path of a folder below one of the roots.
 * @param roots folders below which local repositories may be mapped over REST; none means URLs only
 * @throws CodedError `repository_not_allowed` or `repository_not_found`
 */
export async function checkRepository(repository: string, roots: readonly string[]): Promise<string> {
  if (URL_LIKE.test(repository)) return repository;
  const path = await realpath(resolve(repository)).catch(() => undefined);
  const realRoots = await Promise.all(roots.map((root) => realpath(resolve(root)).catch(() => undefined)));
  const below = (root: string | undefined) =>
    root !== undefined && path !== undefined && (path === root || path.startsWith(root + sep));
  if (path !== undefined && realRoots.some(below)) return path;
  // A path outside the roots gets one answer whether it exists or not: the API is no way to explore the disk.
  throw new CodedError({
    code: 'repository_not_allowed',
    status: 403,
    message: `${repository} is not a repository below the folders that may be mapped.`,
    where: 'repository',
    action: 'Name a URL, or a folder below DRIFTLINE_MAP_ROOTS.',
  });
}
