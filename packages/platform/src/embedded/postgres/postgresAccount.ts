import { execFileSync, type SpawnOptions, spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { CodedError } from '@driftline/contracts';

/** How PostgreSQL's programs are run: it refuses to run as root, so root lends it another account. */
export interface PostgresAccount {
  /** Who owns the cluster, when that is not the current user. */
  owner?: { uid: number; gid: number };
  /** Put before every command; empty when the command is spawned as the owner. */
  prefix: readonly string[];
}

/** Accounts that root may lend, in order of preference; the last one exists everywhere. */
const accounts = ['postgres', 'nobody'];

/**
 * The account for a cluster in `directory`: one's own for an ordinary user.
 * @throws CodedError `data_directory_unreachable` when root's data directory shuts the account out
 */
export function postgresAccount(directory: string, program: string): PostgresAccount {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const owner = idsOf(existingAccount());
  const { uid, gid } = owner;
  const plain: PostgresAccount = { owner, prefix: [] };
  if (reaches(plain, directory, program)) return plain;
  // Below a folder that only root may enter, such as /root, the server keeps root's right to pass folders.
  const passing: PostgresAccount = {
    owner,
    prefix: ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'].concat([
      '--inh-caps=+dac_read_search',
      '--ambient-caps=+dac_read_search',
      '--',
    ]),
  };
  if (reaches(passing, directory, program)) return passing;
  throw new CodedError({
    code: 'data_directory_unreachable',
    status: 500,
    message: `PostgreSQL must not run as root, and account ${uid} may not enter ${directory} or run ${program}.`,
    where: 'DRIFTLINE_DATA_DIR',
    action: 'Run Driftline as an ordinary user, or move it and its data directory to where all may enter.',
  });
}

/** The program, arguments and options with which to spawn a command under the account. */
export function underAccount(
  { owner, prefix }: PostgresAccount,
  command: readonly string[],
): { program: string; args: string[]; options: SpawnOptions } {
  const [program = '', ...args] = [...prefix, ...command];
  return { program, args, options: prefix.length === 0 && owner !== undefined ? owner : {} };
}

function existingAccount(): string {
  return accounts.find((name) => spawnSync('id', ['-u', name]).status === 0) ?? 'nobody';
}

function idsOf(name: string): { uid: number; gid: number } {
  const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

function reaches(account: PostgresAccount, directory: string, program: string): boolean {
  const check = [
    '/bin/sh',
    '-c',
    'test -x "$1" && test -r "$1" && cd "$2"',
    'reach',
    program,
    dirname(directory),
  ];
  const { program: command, args, options } = underAccount(account, check);
  return spawnSync(command, args, { ...options, cwd: '/', stdio: 'ignore' }).status === 0;
}
