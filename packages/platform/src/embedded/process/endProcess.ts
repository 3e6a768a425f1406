import { setTimeout as delay } from 'node:timers/promises';
import { isAlive } from './processTable.js';

/** A signal, and how long the process has to follow it before the next one. */
export interface EndStep {
  signal: NodeJS.Signals | undefined;
  waitMs: number;
}

const POLL_MS = 25;

/** Ends a process of ours by ever stronger signals; a step without signal only waits. Returns whether it ended. */
export async function endProcess(pid: number, steps: readonly EndStep[]): Promise<boolean> {
  for (const { signal, waitMs } of steps) {
    if (signal !== undefined) send(pid, signal);
    for (let waited = 0; waited < waitMs; waited += POLL_MS) {
      if (!isAlive(pid)) return true;
      await delay(POLL_MS);
    }
  }
  return !isAlive(pid);
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended in between.
  }
}
