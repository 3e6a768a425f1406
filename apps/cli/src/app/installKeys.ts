import { randomBytes } from 'node:crypto';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hashPassword, newApiKey, type Platform, type Scope } from '@driftline/platform';
import { z } from 'zod';

const keysSchema = z.object({
  ingestKey: z.string(),
  apiKey: z.string(),
  login: z.object({ email: z.string(), password: z.string() }),
});

/** What a person needs to use a new installation. */
export type InstallKeys = z.infer<typeof keysSchema>;

const EMAIL = 'admin@driftline.local';
const FILE = 'keys.json';

/**
 * The first keys and the first login of an installation. They are made once and, in embedded operation, kept in the
 * data directory, readable by its owner only, so that the next start prints the same.
 */
export async function installKeys(platform: Platform, dataDir: string | undefined): Promise<InstallKeys> {
  const file = dataDir === undefined ? undefined : join(dataDir, FILE);
  const known = file === undefined ? undefined : await readKeys(file);
  if (known) return known;
  const { database } = platform;
  const password = randomBytes(12).toString('base64url');
  const passwordHash = await hashPassword(password);
  const existing = await database.users.findForSignIn(EMAIL);
  if (existing) await database.users.update(existing.user.id, { passwordHash });
  else await database.users.create({ name: EMAIL, passwordHash, role: 'admin' });
  const ingestKey = await createKey(platform, 'first ingest key', ['ingest']);
  const apiKey = await createKey(platform, 'first API key', ['ingest', 'read', 'admin']);
  const keys = { ingestKey, apiKey, login: { email: EMAIL, password } };
  if (file !== undefined) await writeKeys(file, keys);
  return keys;
}

async function createKey({ database }: Platform, name: string, scopes: Scope[]): Promise<string> {
  const { key, prefix, hash } = newApiKey();
  await database.apiKeys.create({ name, scopes, prefix, hash });
  return key;
}

/** Writes a keys file that only its owner may read. */
export async function writeKeys(file: string, keys: object): Promise<void> {
  await writeFile(file, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
  await chmod(file, 0o600);
}

async function readKeys(file: string): Promise<InstallKeys | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : keysSchema.safeParse(JSON.parse(text)).data;
}
