import { lstat, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CodedError } from '@driftline/contracts';
import { openGitRepository } from './gitRepository.js';
import type { Repository, RepositoryLimits } from './repository.js';
import { runGit } from './runGit.js';

const SIZE_CHECK = 500;

async function bytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) =>
        lstat(join(entry.parentPath ?? folder, entry.name)).then(
          (each) => each.size,
          () => 0,
        ),
      ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Names of a branch or tag; anything else must be fetched by its id. */
function isName(ref: string): boolean {
  return ref !== 'HEAD' && !/^[0-9a-f]{7,64}$/.test(ref) && !ref.startsWith('-');
}

async function clone(url: string, ref: string, folder: string, signal: AbortSignal): Promise<void> {
  const branch = isName(ref) ? ['--branch', ref] : [];
  const depth = /^[0-9a-f]{7,64}$/.test(ref) ? [] : ['--depth', '1'];
  const options = [
    '--bare',
    '--single-branch',
    '--no-tags',
    '--no-recurse-submodules',
    '--template=',
    ...depth,
    ...branch,
  ];
  const { code, error } = await runGit(['clone', '--quiet', ...options, '--', url, folder], signal);
  if (code === 0) return;
  throw new CodedError({
    code: 'clone_failed',
    status: 422,
    message: `the repository could not be cloned: ${error.split('\n').at(-1) ?? ''}`,
    where: url.replace(/\/\/[^@/]*@/, '//'),
    action: 'check the address, the ref and the rights to read it',
  });
}

/**
 * Clones into a temporary folder and opens it: bare and shallow, by https, http or ssh only, without hooks, submodules,
 * filters or prompts, stopped when it takes too long or too much room. `close` removes it.
 */
export async function cloneRepository(
  url: string,
  ref: string,
  limits: RepositoryLimits,
): Promise<Repository> {
  const folder = await mkdtemp(join(tmpdir(), 'driftline-clone-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const stop = new AbortController();
  let tooLarge = false;
  const deadline = setTimeout(() => stop.abort(), limits.cloneTime);
  const guard = setInterval(async () => {
    if ((await bytesIn(folder)) <= limits.cloneBytes) return;
    tooLarge = true;
    stop.abort();
  }, SIZE_CHECK);
  try {
    await clone(url, ref, join(folder, 'repository'), stop.signal);
    return await openGitRepository(join(folder, 'repository'), isName(ref) ? 'HEAD' : ref, limits, remove);
  } catch (error) {
    await remove();
    if (!tooLarge) throw error;
    const message = `the clone is larger than ${limits.cloneBytes} bytes`;
    throw new CodedError(
      { code: 'repository_too_large', status: 413, message, action: 'raise the limit' },
      { cause: error },
    );
  } finally {
    clearTimeout(deadline);
    clearInterval(guard);
  }
}
