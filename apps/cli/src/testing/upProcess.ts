import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { startUp } from './runDriftline.js';

const keysSchema = z.object({
  url: z.url(),
  ingestKey: z.string(),
  apiKey: z.string(),
  login: z.object({ email: z.string(), password: z.string() }),
});

/** A running `driftline up` with the content of its keys file. */
export interface UpProcess {
  keys: z.infer<typeof keysSchema>;
  keysFile: string;
  /** Ends it; resolves with its exit code, or with the signal that ended it. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | string | null>;
}

/** Starts the whole platform on a data directory and returns when it is up. */
export async function upOn(dataDir: string): Promise<UpProcess> {
  const keysFile = join(dataDir, '..', 'keys.json');
  const { child } = await startUp(['--data-dir', dataDir, '--keys-file', keysFile, '--port', '0']);
  const ended = new Promise<number | string | null>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? code));
  });
  const keys = keysSchema.parse(JSON.parse(await readFile(keysFile, 'utf8')));
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    child.kill(signal);
    return await ended;
  };
  return { keys, keysFile, end };
}
