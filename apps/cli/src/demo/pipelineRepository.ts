import { execFile } from 'node:child_process';
import { cp, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const example = fileURLToPath(new URL('../../../../examples/flights', import.meta.url));

/** Makes the team's pipeline repository, a real Git repository with one commit, from examples/flights. */
export async function createPipelineRepository(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await cp(example, folder, { recursive: true });
  const identity = ['-c', 'user.name=Skyline data team', '-c', 'user.email=data@skyline.example'];
  const git = (...args: string[]) => run('git', ['-C', folder, ...identity, ...args]);
  await git('init', '--quiet', '--initial-branch=main');
  await git('add', '--all');
  const date = '2001-01-01T00:00:00Z';
  await run('git', ['-C', folder, ...identity, 'commit', '--quiet', '-m', 'Flight delay pipeline'], {
    env: { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date },
  });
}
