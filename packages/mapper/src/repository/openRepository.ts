import { realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CodedError } from '@driftline/contracts';
import { checkInside } from './checkInside.js';
import { cloneRepository } from './cloneRepository.js';
import { openFolderRepository } from './folderRepository.js';
import { openGitRepository } from './gitRepository.js';
import { isAddress } from './isAddress.js';
import type { AccessOptions, Repository, RepositoryLimits } from './repository.js';
import { runGit } from './runGit.js';

const ALLOWED = /^(https?|ssh):\/\/|^[\w.-]+@[\w.-]+:/i;

/** Whether the folder is the root of a work tree or a repository's own directory, not some folder inside one. */
async function isGitRoot(folder: string): Promise<boolean> {
  const top = await runGit(['-C', folder, 'rev-parse', '--show-toplevel']);
  if (top.code === 0) return (await realpath(top.output.toString('utf8').trim())) === folder;
  const own = await runGit(['-C', folder, 'rev-parse', '--absolute-git-dir']);
  return own.code === 0 && (await realpath(own.output.toString('utf8').trim())) === folder;
}

/**
 * Opens the path or URL of a Git repository at a ref, or a plain folder as it stands on disk.
 * @throws CodedError `repository_not_found`, `repository_access_denied`, `repository_redirected`, `host_key_refused`,
 *   `repository_not_allowed`, `protocol_not_allowed`, `ref_not_found`, `repository_empty`, `repository_too_large`,
 *   `repository_timeout`, `clone_failed`, `git_missing`
 */
export async function openRepository(
  path: string,
  ref: string,
  limits: RepositoryLimits,
  access: AccessOptions = {},
): Promise<Repository> {
  if (isAddress(path)) {
    if (ALLOWED.test(path)) return cloneRepository(path, ref, limits, access);
    const message = 'only https, http and ssh addresses are cloned';
    throw new CodedError({
      code: 'protocol_not_allowed',
      status: 422,
      message,
      where: path.split(':')[0] ?? path,
    });
  }
  const folder = await realpath(resolve(path)).catch(() => undefined);
  if (folder === undefined || !(await stat(folder)).isDirectory()) {
    throw new CodedError({
      code: 'repository_not_found',
      status: 422,
      message: `there is no folder ${path}`,
      where: path,
      action: 'name the path of a folder or the URL of a Git repository',
    });
  }
  if (!(await isGitRoot(folder))) return await openFolderRepository(folder, limits);
  if (access.roots) await checkInside(folder, access.roots);
  return await openGitRepository(folder, ref, limits, { signal: access.signal });
}
