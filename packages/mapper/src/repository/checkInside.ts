import { readFile, realpath } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { CodedError } from '@driftline/contracts';
import { runGit } from './runGit.js';

async function commonFolder(folder: string): Promise<string> {
  const { output } = await runGit(['-C', folder, 'rev-parse', '--git-common-dir']);
  return resolve(folder, output.toString('utf8').trim());
}

/** Where Git looks for objects: the repository's own, and those that it borrows. */
async function objectFolders(common: string): Promise<string[]> {
  const own = join(common, 'objects');
  const alternates = await readFile(join(own, 'info', 'alternates'), 'utf8').catch(() => '');
  const borrowed = alternates.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return [own, join(own, 'pack'), ...borrowed.map((path) => resolve(own, path))];
}

/**
 * A `.git` may be a file that names another place, and objects may be borrowed from anywhere: both would show what
 * lies outside the folders that may be mapped.
 * @throws CodedError `repository_not_allowed`
 */
export async function checkInside(folder: string, roots: readonly string[]): Promise<void> {
  const common = await commonFolder(folder);
  for (const path of [common, ...(await objectFolders(common))]) {
    const real = await realpath(path).catch(() => undefined);
    const inside = roots.some(
      (root) => real === root || real?.startsWith(root.endsWith(sep) ? root : root + sep),
    );
    if (inside) continue;
    throw new CodedError({
      code: 'repository_not_allowed',
      status: 403,
      message: 'the repository keeps its objects outside the folders that may be mapped',
      where: folder,
      action: 'clone it below one of them',
    });
  }
}
