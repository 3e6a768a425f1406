import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { endProcess } from '../process/endProcess.js';
import { commandOf, isAlive } from '../process/processTable.js';

/** Fast shutdown first; a cluster that is killed recovers on its next start. */
const steps = [
  { signal: 'SIGINT', waitMs: 20_000 },
  { signal: 'SIGQUIT', waitMs: 5_000 },
  { signal: 'SIGKILL', waitMs: 2_000 },
] as const;

/**
 * Makes a cluster startable: ends a server that outlived its platform, and removes a pid file whose number
 * belongs to nobody or to somebody else. Call only under the data directory's lock.
 */
export async function clearPostmaster(cluster: string): Promise<void> {
  const file = join(cluster, 'postmaster.pid');
  const pid = postmasterPid(file);
  if (pid === undefined) return;
  if (isAlive(pid) && isServerOf(pid, cluster)) await endProcess(pid, steps);
  rmSync(file, { force: true });
}

function postmasterPid(file: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
    return pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isServerOf(pid: number, cluster: string): boolean {
  const command = commandOf(pid) ?? '';
  return command.includes('postgres') && command.includes(cluster);
}
