import { CodedError } from '@driftline/contracts';
import { readBlobs } from './readBlobs.js';
import type { Repository, RepositoryFile, RepositoryLimits } from './repository.js';
import { runGit } from './runGit.js';

const SKIPPED_MODES: Readonly<Record<string, string>> = { '120000': 'symlink', '160000': 'submodule' };

async function commitOf(folder: string, ref: string): Promise<string> {
  const { code, output } = await runGit([
    '-C',
    folder,
    'rev-parse',
    '--verify',
    '--end-of-options',
    `${ref}^{commit}`,
  ]);
  if (code === 0) return output.toString('utf8').trim();
  const empty = (await runGit(['-C', folder, 'rev-parse', '--verify', 'HEAD'])).code !== 0 && ref === 'HEAD';
  throw new CodedError({
    code: empty ? 'repository_empty' : 'ref_not_found',
    status: 422,
    message: empty ? 'the repository has no commit' : `the repository has no ref ${ref}`,
    where: ref,
    action: empty ? 'commit something first' : 'name a branch, a tag or a commit that exists',
  });
}

/** Entries of `ls-tree -r -z -l`: mode, type, id, size, path. */
function parseTree(listing: string): { files: RepositoryFile[]; skipped: Record<string, number> } {
  const files: RepositoryFile[] = [];
  const skipped: Record<string, number> = {};
  for (const entry of listing.split('\0')) {
    const match = /^(\d+) (\w+) ([0-9a-f]+) +(\d+|-)\t([\s\S]+)$/.exec(entry);
    if (!match) continue;
    const [, mode = '', , id = '', size = '0', path = ''] = match;
    const reason = SKIPPED_MODES[mode];
    if (reason) skipped[reason] = (skipped[reason] ?? 0) + 1;
    else files.push({ path, id, bytes: Number(size) });
  }
  return { files, skipped };
}

/** The files of one commit, straight from Git's objects: no work tree, no filters, no hooks. */
export async function openGitRepository(
  folder: string,
  ref: string,
  limits: RepositoryLimits,
  close: () => Promise<void> = async () => {},
): Promise<Repository> {
  const commit = await commitOf(folder, ref);
  const listed = await runGit(['-C', folder, 'ls-tree', '-r', '-z', '-l', '--full-tree', commit]);
  if (listed.code !== 0) {
    throw new CodedError({
      code: 'repository_unreadable',
      status: 422,
      message: listed.error,
      where: folder,
    });
  }
  const { files, skipped } = parseTree(listed.output.toString('utf8'));
  if (files.length > limits.files) {
    throw new CodedError({
      code: 'repository_too_large',
      status: 413,
      message: `the repository has ${files.length} files, more than the limit of ${limits.files}`,
      action: 'raise the limit or map a part of it',
    });
  }
  return { commit, files, skipped, read: (wanted) => readBlobs(folder, wanted), close };
}
