import { spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { CodedError } from '@driftline/contracts';
import { type PostgresAccount, underAccount } from './postgresAccount.js';

export interface ClusterOptions {
  directory: string;
  initdb: string;
  account: PostgresAccount;
  user: string;
  password: string;
  durable: boolean;
}

/** Makes the cluster once. An attempt that was cut short leaves nothing that looks like a cluster. */
export async function initialiseCluster(options: ClusterOptions): Promise<void> {
  const { directory, account } = options;
  if (existsSync(directory)) return;
  const unfinished = `${directory}.new`;
  const passwordFile = `${directory}.password`;
  rmSync(unfinished, { recursive: true, force: true });
  rmSync(passwordFile, { force: true });
  try {
    mkdirSync(unfinished, { mode: 0o700 });
    writeFileSync(passwordFile, options.password, { mode: 0o600 });
    if (account.owner !== undefined) {
      for (const path of [unfinished, passwordFile]) chownSync(path, account.owner.uid, account.owner.gid);
    }
    await runInitdb(options, unfinished, passwordFile);
    renameSync(unfinished, directory);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function initdbArguments(
  { user, durable }: ClusterOptions,
  directory: string,
  passwordFile: string,
): string[] {
  return [
    `--pgdata=${directory}`,
    `--username=${user}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // The same order of text on every machine, whatever locales it has.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    ...(durable ? [] : ['--no-sync']),
  ];
}

async function runInitdb(options: ClusterOptions, directory: string, passwordFile: string): Promise<void> {
  const command = [options.initdb, ...initdbArguments(options, directory, passwordFile)];
  const { program, args, options: identity } = underAccount(options.account, command);
  const child = spawn(program, args, { ...identity, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    errors += chunk.toString('utf8');
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code === 0) return;
  throw new CodedError({
    code: 'embedded_postgres_failed',
    status: 500,
    message: `initdb ended with code ${code}: ${errors.trim().slice(-1000)}`,
    where: options.directory,
    action: 'See the message; or set DATABASE_URL to a PostgreSQL server.',
  });
}
