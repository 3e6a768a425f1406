import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { CodedError } from '@driftline/contracts';

/** A repository and a server are hostile input: nothing that they name may run, ask, or lead anywhere else. */
const GUARDS = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.symlinks=false',
  'core.attributesFile=/dev/null',
  'core.bigFileThreshold=16m',
  'credential.helper=',
  'credential.interactive=false',
  'fetch.unpackLimit=1',
  'fetch.recurseSubmodules=false',
  'http.followRedirects=false',
  'submodule.recurse=false',
  'transfer.bundleURI=false',
  'filter.lfs.smudge=',
  'filter.lfs.process=',
  'filter.lfs.required=false',
  'gc.auto=0',
  'maintenance.auto=false',
  'safe.directory=*',
];

/** Reading what lies on the disk needs no protocol at all: not even objects that a partial clone left out are fetched. */
const NETWORK_PROTOCOLS = 'https:http:ssh';

function environment(network: Readonly<Record<string, string>> | undefined): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: '/nonexistent',
    LANG: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_ASKPASS: '/bin/false',
    GIT_SSH_COMMAND: 'ssh -o BatchMode=yes -o StrictHostKeyChecking=yes',
    GIT_ALLOW_PROTOCOL: network ? NETWORK_PROTOCOLS : '',
    ...network,
  };
}

export interface GitOptions {
  /** Present: git may reach the network, with these variables besides its own. Absent: it may not. */
  network?: Readonly<Record<string, string>>;
  signal?: AbortSignal | undefined;
  /** Stops reading the output: answers true when there is enough. */
  enough?: (chunk: Buffer) => boolean;
}

/** Starts git with every guard set. It leads a group of its own, so that its helpers end with it. */
export function startGit(
  args: readonly string[],
  { network }: Pick<GitOptions, 'network'> = {},
): ChildProcessWithoutNullStreams {
  const guarded = [...GUARDS.flatMap((guard) => ['-c', guard]), ...args];
  return spawn('git', guarded, { env: environment(network), stdio: 'pipe', detached: true });
}

/** Ends a git and the helpers that it started. */
export function stopGit({ pid, exitCode, signalCode }: ChildProcessWithoutNullStreams): void {
  // One that has ended gave its number back.
  if (pid === undefined || exitCode !== null || signalCode !== null) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

export interface GitAnswer {
  code: number;
  output: Buffer;
  error: string;
  /** There was enough output before git came to its end. */
  cut: boolean;
}

const MAXIMUM_ERROR = 64 * 1024;

/**
 * Runs git to its end.
 * @throws CodedError `git_missing` when it cannot be started, `repository_timeout` when the signal stopped it
 */
export async function runGit(args: readonly string[], options: GitOptions = {}): Promise<GitAnswer> {
  const { signal, enough } = options;
  if (signal?.aborted) throw tookTooLong(signal.reason);
  const git = startGit(args, options);
  const [output, error]: [Buffer[], Buffer[]] = [[], []];
  let [cut, errorBytes] = [false, 0];
  const stop = (): void => stopGit(git);
  signal?.addEventListener('abort', stop, { once: true });
  git.stdout.on('data', (chunk: Buffer) => {
    if (cut) return;
    output.push(chunk);
    cut = enough?.(chunk) ?? false;
    if (cut) stop();
  });
  git.stderr.on('data', (chunk: Buffer) => {
    errorBytes += chunk.length;
    if (errorBytes <= MAXIMUM_ERROR) error.push(chunk);
  });
  git.stdin.on('error', () => {});
  git.stdin.end();
  try {
    const code = await new Promise<number>((resolve, reject) => {
      git.on('error', (cause) => reject(missing(cause)));
      git.on('close', (exit) => resolve(exit ?? 1));
    });
    if (signal?.aborted) throw tookTooLong(signal.reason);
    return {
      code,
      output: Buffer.concat(output),
      error: Buffer.concat(error).toString('utf8').trim(),
      cut,
    };
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

function tookTooLong(cause: unknown): CodedError {
  return new CodedError(
    {
      code: 'repository_timeout',
      status: 504,
      message: 'reading the repository took too long',
      action: 'raise the time limit or map a smaller repository',
    },
    { cause },
  );
}

function missing(cause: Error): CodedError {
  return new CodedError(
    {
      code: 'git_missing',
      status: 500,
      message: `git could not be started: ${cause.message}`,
      action: 'install git and put it on the PATH',
    },
    { cause },
  );
}
