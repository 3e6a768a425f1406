import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startOf } from '../process/processTable.js';
import { isDataDirectoryLocked, lockDataDirectory } from './lockDataDirectory.js';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'driftline-lock-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const leave = (holder: object | string) =>
  writeFileSync(
    join(directory, 'driftline.lock'),
    typeof holder === 'string' ? holder : JSON.stringify(holder),
  );

describe('lockDataDirectory', () => {
  it('holds until it is given back, and leaves nothing behind', () => {
    const unlock = lockDataDirectory(directory);
    expect(isDataDirectoryLocked(directory)).toBe(true);
    expect(() => lockDataDirectory(directory)).toThrow(`in use by process ${process.pid}`);
    unlock();
    expect(isDataDirectoryLocked(directory)).toBe(false);
    expect(readdirSync(directory)).toEqual([]);
  });

  it.each([
    ['a process that is gone', () => ({ pid: 2 ** 22 + 1, host: hostname() })],
    [
      'a process whose number another one has now',
      () => ({ pid: process.pid, start: 'before', host: hostname() }),
    ],
    ['half a file', () => '{"pid":'],
  ])('is taken over from %s', (_case, holder) => {
    leave(holder());
    const unlock = lockDataDirectory(directory);
    expect(isDataDirectoryLocked(directory)).toBe(true);
    unlock();
  });

  it('is not taken from a live process', () => {
    leave({ pid: process.pid, start: startOf(process.pid), host: hostname() });
    expect(() => lockDataDirectory(directory)).toThrow(/in use by process/);
    expect(readdirSync(directory)).toEqual(['driftline.lock']);
  });
});
