import { isAddress } from './isAddress.js';
import { openRepository } from './openRepository.js';
import { type RemoteHead, remoteHead } from './remoteHead.js';
import type { AccessOptions } from './repository.js';

const NO_LIMITS = { files: Number.MAX_SAFE_INTEGER, cloneBytes: 0, cloneTime: 0 };

/**
 * Where a branch of a repository stands, given by path or URL, without reading its files. A plain folder has no commit.
 * @throws CodedError as `openRepository` does
 */
export async function repositoryHead(
  path: string,
  branch: string,
  access: AccessOptions = {},
): Promise<Omit<RemoteHead, 'commit'> & { commit: string | null }> {
  if (isAddress(path)) return await remoteHead(path, branch, access);
  const repository = await openRepository(path, branch, NO_LIMITS, access);
  await repository.close();
  return { commit: repository.commit, hostKeys: undefined };
}
