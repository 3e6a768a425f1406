import { linkSync, mkdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { CodedError } from '@driftline/contracts';
import { isAlive, startOf } from '../process/processTable.js';

interface LockHolder {
  pid: number;
  /** Tells the holder from a later process with its number. */
  start?: string;
  host: string;
}

const LOCK_FILE = 'driftline.lock';
const ABANDONED_TAKEOVER_MS = 10_000;

/**
 * Takes the data directory for this process; the returned function gives it back. A lock whose holder is
 * gone is taken over.
 * @throws CodedError `data_directory_locked` naming the process that holds it
 */
export function lockDataDirectory(directory: string): () => void {
  const file = join(directory, LOCK_FILE);
  if (!claim(file)) takeOver(directory, file);
  return () => rmSync(file, { force: true });
}

/** Whether a live process holds the directory. */
export function isDataDirectoryLocked(directory: string): boolean {
  const holder = readHolder(join(directory, LOCK_FILE));
  return holder !== undefined && holds(holder);
}

/** Creates the lock with its content in one step: nobody ever reads half of it. */
function claim(file: string): boolean {
  const holder: LockHolder = { pid: process.pid, host: hostname() };
  const start = startOf(process.pid);
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, JSON.stringify(start === undefined ? holder : { ...holder, start }), { mode: 0o600 });
  try {
    linkSync(mine, file);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    rmSync(mine);
  }
}

/** Only one process at a time may judge a lock stale, so that none removes a successor's fresh one. */
function takeOver(directory: string, file: string): void {
  const guard = join(directory, 'driftline.takeover');
  enter(guard, directory);
  try {
    const holder = readHolder(file);
    if (holder !== undefined && holds(holder)) throw locked(directory, holder.pid);
    rmSync(file, { force: true });
    if (!claim(file)) throw locked(directory, readHolder(file)?.pid);
  } finally {
    rmdirSync(guard);
  }
}

function enter(guard: string, directory: string): void {
  try {
    mkdirSync(guard);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
    if (Date.now() - statSync(guard).mtimeMs < ABANDONED_TAKEOVER_MS) throw locked(directory, undefined);
    rmdirSync(guard);
    mkdirSync(guard);
  }
}

function readHolder(file: string): LockHolder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as LockHolder;
  } catch {
    return undefined;
  }
}

/** Processes of another host cannot be looked at; their servers' own file locks still keep them apart. */
function holds(holder: LockHolder): boolean {
  if (holder.host !== hostname() || !isAlive(holder.pid)) return false;
  return holder.start === undefined || holder.start === startOf(holder.pid);
}

function locked(directory: string, pid: number | undefined): CodedError {
  const who = pid === undefined ? 'another Driftline process that is starting' : `process ${pid}`;
  return new CodedError({
    code: 'data_directory_locked',
    status: 409,
    message: `The data directory ${directory} is in use by ${who}.`,
    where: 'DRIFTLINE_DATA_DIR',
    action: `Stop ${pid === undefined ? 'the other process' : `process ${pid}`}, or choose another data directory.`,
  });
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
