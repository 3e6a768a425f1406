import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const hasProc = existsSync('/proc/self/stat');

function ps(pid: number, column: 'command' | 'lstart' | 'stat'): string | undefined {
  try {
    return execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}

function proc(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}

/** Fields of /proc/<pid>/stat after the command, which may itself hold blanks and brackets. */
function statFields(pid: number): string[] | undefined {
  const stat = proc(pid, 'stat');
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** Whether a process runs; one that has ended but was not yet collected by its parent does not. */
export function isAlive(pid: number): boolean {
  const state = hasProc ? statFields(pid)?.[0] : ps(pid, 'stat');
  return state !== undefined && state !== '' && !state.startsWith('Z');
}

/** When a process started, as text to compare: tells a process from a later one that got the same number. */
export function startOf(pid: number): string | undefined {
  if (!hasProc) return ps(pid, 'lstart');
  const ticks = statFields(pid)?.[19];
  if (ticks === undefined) return undefined;
  return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${ticks}`;
}

/** The command line of a process, arguments separated by blanks. */
export function commandOf(pid: number): string | undefined {
  return hasProc ? proc(pid, 'cmdline')?.replaceAll('\0', ' ') : ps(pid, 'command');
}
