import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

interface Folder {
  path: string;
  bytes: number;
  used: number;
}

async function measure(path: string): Promise<Folder> {
  const names = await readdir(path);
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(path, name))).size));
  return { path, bytes: sizes.reduce((sum, size) => sum + size, 0), used: (await stat(path)).mtimeMs };
}

/** Removes the repositories that were mapped longest ago until what is left is below the limit in bytes. */
export async function sweepCache(root: string, limit: number): Promise<void> {
  const entries = await readdir(root, { withFileTypes: true });
  const folders = await Promise.all(
    entries.filter((entry) => entry.isDirectory()).map((entry) => measure(join(root, entry.name))),
  );
  let bytes = folders.reduce((sum, folder) => sum + folder.bytes, 0);
  for (const folder of folders.sort((left, right) => left.used - right.used).slice(0, -1)) {
    if (bytes <= limit) return;
    await rm(folder.path, { recursive: true, force: true });
    bytes -= folder.bytes;
  }
}
