import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const skipped = new Set(['node_modules', 'dist', 'dist-types', 'generated']);

function* filesBelow(path) {
  if (!existsSync(path)) return;
  if (statSync(path).isFile()) {
    yield path;
    return;
  }
  for (const entry of readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (!skipped.has(entry.name)) yield* filesBelow(join(path, entry.name));
  }
}

/** Hash of the content of files and folders, so that a step runs again only when its input changed. */
function fingerprint(paths) {
  const hash = createHash('sha256').update(process.version);
  for (const path of paths) {
    for (const file of filesBelow(path)) hash.update(file).update(readFileSync(file));
  }
  return hash.digest('hex');
}

/** Runs `step` unless the stamp file holds the fingerprint of `inputs`; writes the stamp after it. */
export function unlessUnchanged(stamp, inputs, step) {
  const current = fingerprint(inputs);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === current) return;
  step();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, current);
}
