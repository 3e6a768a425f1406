import { CodedError } from '@driftline/contracts';
import { checkRef } from './checkRef.js';
import { readBlobs } from './readBlobs.js';
import { refNotFound } from './refNotFound.js';
import type { Repository, RepositoryFile, RepositoryLimits } from './repository.js';
import { repositoryEmpty } from './repositoryEmpty.js';
import { runGit } from './runGit.js';

const SKIPPED_MODES: Readonly<Record<string, string>> = { '120000': 'symlink', '160000': 'submodule' };
/** Longer than this on average, the paths of a tree are made to hurt. */
const MAXIMUM_ENTRY = 1024;

export interface OpenOptions {
  /** Removes what was cloned. */
  close?: () => Promise<void>;
  /** The ref as it was asked for, where it lies under another name. */
  asked?: string;
  signal?: AbortSignal | undefined;
}

async function commitOf(folder: string, ref: string, asked: string): Promise<string> {
  const args = ['-C', folder, 'rev-parse', '--verify', '--end-of-options', `${ref}^{commit}`];
  const { code, output } = await runGit(args);
  if (code === 0) return output.toString('utf8').trim();
  const empty = ref === 'HEAD' && (await runGit(['-C', folder, 'rev-parse', '--verify', 'HEAD'])).code !== 0;
  throw empty ? repositoryEmpty() : refNotFound(asked);
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

/** A few trees that name each other can stand for billions of files: listing stops as soon as there are too many. */
function countEntries(limit: number): (chunk: Buffer) => boolean {
  let [entries, bytes] = [0, 0];
  return (chunk) => {
    bytes += chunk.length;
    for (const byte of chunk) if (byte === 0) entries += 1;
    return entries > limit || bytes > limit * MAXIMUM_ENTRY;
  };
}

/** The files of one commit, straight from Git's objects: no work tree, no filters, no hooks. */
export async function openGitRepository(
  folder: string,
  ref: string,
  limits: RepositoryLimits,
  { close = async () => {}, asked = ref, signal }: OpenOptions = {},
): Promise<Repository> {
  checkRef(asked);
  const commit = await commitOf(folder, ref, asked);
  const listed = await runGit(['-C', folder, 'ls-tree', '-r', '-z', '-l', '--full-tree', commit], {
    signal,
    enough: countEntries(limits.files),
  });
  if (listed.cut) {
    throw new CodedError({
      code: 'repository_too_large',
      status: 413,
      message: `the repository has more files than the limit of ${limits.files}`,
      action: 'raise the limit or map a part of it',
    });
  }
  if (listed.code !== 0) {
    throw new CodedError({
      code: 'repository_unreadable',
      status: 422,
      message: listed.error,
      where: folder,
    });
  }
  const { files, skipped } = parseTree(listed.output.toString('utf8'));
  return { commit, files, skipped, read: (wanted) => readBlobs(folder, wanted), close };
}
