import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { analyzers } from '../analyzers/analyzers.js';

/** Of how facts are packed and summarised. */
const FORMAT = 1;
/** Folders whose code decides what facts say. */
const FOLDERS = ['../analyzers', '../analysis', '../syntax', '../facts'];

/**
 * Changes with the versions of the analyzers and with any change of their code, so that nobody who works on them is served
 * facts of yesterday.
 */
export function codeStamp(): string {
  const hash = createHash('sha256').update(`${FORMAT}`);
  for (const { name, version } of analyzers) hash.update(`${name}@${version};`);
  for (const folder of FOLDERS) {
    const root = fileURLToPath(new URL(folder, import.meta.url));
    for (const name of readdirSync(root, { recursive: true }).map(String).sort()) {
      if (!/\.[jt]s$/.test(name)) continue;
      const { size, mtimeMs } = statSync(join(root, name));
      hash.update(`${name}:${size}:${mtimeMs};`);
    }
  }
  return hash.digest('hex');
}
