import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { endProcess } from '../process/endProcess.js';
import { commandOf, isAlive } from '../process/processTable.js';

/** A sidecar whose platform is gone stops by itself; one that hangs is ended. */
const steps = [
  { signal: undefined, waitMs: 2_000 },
  { signal: 'SIGTERM', waitMs: 3_000 },
  { signal: 'SIGKILL', waitMs: 2_000 },
] as const;

/** Ends a sidecar that outlived its platform. Call only under the data directory's lock. */
export async function clearSidecar(directory: string): Promise<void> {
  const pid = lastPid(directory);
  if (pid === undefined || !isAlive(pid)) return;
  const command = commandOf(pid) ?? '';
  if (command.includes('sidecarMain') && command.includes(directory)) await endProcess(pid, steps);
}

/** The engine writes its process number into the file that it locks. */
function lastPid(directory: string): number | undefined {
  try {
    const status = readFileSync(join(directory, 'data', 'status'), 'utf8');
    const pid = Number(/PID: (\d+)/.exec(status)?.[1]);
    return pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}
