import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GitCredential, SshKeyCredential, TokenCredential } from './gitCredential.js';

/** A credential made ready for git. It is in the environment and in private files only, never in an argument. */
export interface GitAccess {
  environment: Readonly<Record<string, string>>;
  /** The host keys that the server showed; undefined when none was asked for. */
  hostKeys(): Promise<string | undefined>;
  /** A message without the secret in any of its spellings. */
  redact(message: string): string;
  /** Removes the private files. */
  close(): Promise<void>;
}

const ANYBODY: GitAccess = {
  environment: {},
  hostKeys: async () => undefined,
  redact: (message) => message,
  close: async () => {},
};
const SECONDS_TO_CONNECT = 20;
const DEFAULT_USER = 'x-access-token';

/** The header is bound to the server's origin: git does not send it anywhere else. */
function tokenAccess(url: string, { token, username = DEFAULT_USER }: TokenCredential): GitAccess {
  const basic = Buffer.from(`${username}:${token}`).toString('base64');
  return {
    ...ANYBODY,
    environment: {
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: `http.${new URL(url).origin}/.extraHeader`,
      GIT_CONFIG_VALUE_0: `Authorization: Basic ${basic}`,
    },
    redact: (message) => message.replaceAll(basic, '***').replaceAll(token, '***'),
  };
}

function quoted(path: string): string {
  return `'${path.replaceAll("'", "'\\''")}'`;
}

/** Only the key given is offered, and only to a server that shows the keys known or, the first time, any. */
async function sshAccess({ privateKey, knownHosts }: SshKeyCredential): Promise<GitAccess> {
  const folder = await mkdtemp(join(tmpdir(), 'driftline-key-'));
  await chmod(folder, 0o700);
  const [key, hosts] = [join(folder, 'key'), join(folder, 'known_hosts')];
  await writeFile(key, `${privateKey.replaceAll('\r\n', '\n').trimEnd()}\n`, { mode: 0o600 });
  await writeFile(hosts, knownHosts ?? '', { mode: 0o600 });
  const options = [
    'BatchMode=yes',
    'IdentitiesOnly=yes',
    'IdentityAgent=none',
    `IdentityFile=${quoted(key)}`,
    `UserKnownHostsFile=${quoted(hosts)}`,
    'GlobalKnownHostsFile=/dev/null',
    `StrictHostKeyChecking=${knownHosts ? 'yes' : 'accept-new'}`,
    'HashKnownHosts=no',
    'PasswordAuthentication=no',
    'ForwardAgent=no',
    `ConnectTimeout=${SECONDS_TO_CONNECT}`,
  ];
  return {
    environment: { GIT_SSH_COMMAND: `ssh -F none ${options.map((option) => `-o ${option}`).join(' ')}` },
    hostKeys: async () => (await readFile(hosts, 'utf8').catch(() => '')).trim() || undefined,
    redact: (message) => message.replaceAll(folder, '***'),
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Makes a credential ready for one URL; nothing is offered without one. `close` when git is done. */
export async function openGitAccess(url: string, credential: GitCredential | undefined): Promise<GitAccess> {
  if (credential === undefined) return ANYBODY;
  return credential.kind === 'token' ? tokenAccess(url, credential) : await sshAccess(credential);
}
