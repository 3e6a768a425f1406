import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDataDirectoryLocked } from './lockDataDirectory.js';

const PREFIX = 'driftline-ephemeral-';
const ABANDONED_MS = 60_000;

/** A new data directory in the system's place for temporary files; removes those of killed processes. */
export function ephemeralDirectory(): string {
  for (const name of readdirSync(tmpdir())) {
    if (name.startsWith(PREFIX)) removeAbandoned(join(tmpdir(), name));
  }
  return mkdtempSync(join(tmpdir(), PREFIX));
}

function removeAbandoned(directory: string): void {
  try {
    if (Date.now() - statSync(directory).mtimeMs < ABANDONED_MS || isDataDirectoryLocked(directory)) return;
    rmSync(directory, { recursive: true, force: true });
  } catch {
    // Another user's, or removed in between.
  }
}
