import { readdir, readFile, readlink } from 'node:fs/promises';

/** Processes, other than this one, that name a folder on their command line or work in it (from /proc). */
export async function processesBelow(folder: string): Promise<{ pid: number; command: string }[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(
    pids.map(async (pid) => {
      const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ');
      const workingIn = await readlink(`/proc/${pid}/cwd`).catch(() => '');
      const below = pid !== process.pid && (command.includes(folder) || workingIn.startsWith(folder));
      return below ? [{ pid, command }] : [];
    }),
  );
  return found.flat();
}
