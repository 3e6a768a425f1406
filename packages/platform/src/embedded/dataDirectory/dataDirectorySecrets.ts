import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CodedError } from '@driftline/contracts';
import { z } from 'zod';

const schema = z.object({
  postgresPassword: z.string().min(32),
  clickhousePassword: z.string().min(32),
  /** 32 bytes in base64; encrypts secrets at rest when DRIFTLINE_SECRET is not set. */
  encryptionKey: z.string().min(32),
});

export type DataDirectorySecrets = z.infer<typeof schema>;

/** The random secrets of a data directory, made on first use and readable by their owner only. */
export function dataDirectorySecrets(directory: string): DataDirectorySecrets {
  const file = join(directory, 'secrets.json');
  if (existsSync(file)) return read(file);
  if (existsSync(join(directory, 'postgres'))) {
    throw unusable(file, 'is missing, but the database that it opens is there');
  }
  const secrets: DataDirectorySecrets = {
    postgresPassword: randomBytes(24).toString('hex'),
    clickhousePassword: randomBytes(24).toString('hex'),
    encryptionKey: randomBytes(32).toString('base64'),
  };
  writeFileSync(`${file}.new`, `${JSON.stringify(secrets, undefined, 2)}\n`, { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
  return secrets;
}

function read(file: string): DataDirectorySecrets {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw unusable(file, `cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

function unusable(file: string, problem: string): CodedError {
  return new CodedError({
    code: 'data_directory_secrets_unusable',
    status: 500,
    message: `The secrets file ${file} ${problem}.`,
    where: file,
    action: 'Restore the file from a backup, or choose another DRIFTLINE_DATA_DIR.',
  });
}
