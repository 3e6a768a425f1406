import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CodedError } from '@driftline/contracts';
import type { Repository, RepositoryFile, RepositoryLimits } from './repository.js';

const IGNORED: ReadonlySet<string> = new Set(['.git', 'node_modules', '.venv', 'venv', '__pycache__']);

interface Listing {
  files: RepositoryFile[];
  skipped: Record<string, number>;
}

async function list(root: string, folder: string, limits: RepositoryLimits, listing: Listing): Promise<void> {
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  for (const entry of entries.sort((left, right) => (left.name < right.name ? -1 : 1))) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    const reason = entry.isSymbolicLink()
      ? 'symlink'
      : entry.isDirectory() && IGNORED.has(entry.name)
        ? 'ignored-folder'
        : undefined;
    if (reason) listing.skipped[reason] = (listing.skipped[reason] ?? 0) + 1;
    else if (entry.isDirectory()) await list(root, path, limits, listing);
    else if (entry.isFile())
      listing.files.push({ path, id: '', bytes: (await lstat(join(root, path))).size });
    if (listing.files.length > limits.files) {
      throw new CodedError({
        code: 'repository_too_large',
        status: 413,
        message: `the folder has more than ${limits.files} files`,
        where: root,
        action: 'raise the limit or map a part of it',
      });
    }
  }
}

async function* readFiles(
  root: string,
  files: readonly RepositoryFile[],
): AsyncGenerator<{ file: RepositoryFile; content: Buffer }> {
  for (const file of files) {
    const path = join(root, file.path);
    const still = await lstat(path).catch(() => undefined);
    if (still?.isFile()) yield { file, content: await readFile(path) };
  }
}

/** A folder that is no Git repository, as it stands on disk. Links are counted, never followed. */
export async function openFolderRepository(root: string, limits: RepositoryLimits): Promise<Repository> {
  const listing: Listing = { files: [], skipped: {} };
  await list(root, '', limits, listing);
  const { files, skipped } = listing;
  return { commit: null, files, skipped, read: (wanted) => readFiles(root, wanted), close: async () => {} };
}
