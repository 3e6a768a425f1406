import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { CodedError } from '@driftline/contracts';

/** A repository's own configuration is hostile input: nothing that it names may run, ask, or reach the network. */
const GUARDS = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.symlinks=false',
  'credential.helper=',
  'protocol.allow=never',
  'protocol.https.allow=always',
  'protocol.http.allow=always',
  'protocol.ssh.allow=always',
  'http.followRedirects=initial',
  'submodule.recurse=false',
  'filter.lfs.smudge=',
  'filter.lfs.required=false',
  'safe.directory=*',
];

function environment(): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: '/nonexistent',
    LANG: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_ASKPASS: '/bin/false',
    GIT_SSH_COMMAND: 'ssh -o BatchMode=yes -o StrictHostKeyChecking=yes',
  };
}

/** Starts git with every guard set. */
export function startGit(args: readonly string[], signal?: AbortSignal): ChildProcessWithoutNullStreams {
  const guarded = [...GUARDS.flatMap((guard) => ['-c', guard]), ...args];
  return spawn('git', guarded, { env: environment(), stdio: 'pipe', ...(signal ? { signal } : {}) });
}

export interface GitAnswer {
  code: number;
  output: Buffer;
  error: string;
}

/** Runs git to its end. Only a git that cannot be started or was stopped throws. */
export async function runGit(args: readonly string[], signal?: AbortSignal): Promise<GitAnswer> {
  const git = startGit(args, signal);
  const [output, error]: [Buffer[], Buffer[]] = [[], []];
  git.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  git.stderr.on('data', (chunk: Buffer) => error.push(chunk));
  git.stdin.end();
  const code = await new Promise<number>((resolve, reject) => {
    git.on('error', (cause) => reject(stopped(cause)));
    git.on('close', (exit) => resolve(exit ?? 1));
  });
  return { code, output: Buffer.concat(output), error: Buffer.concat(error).toString('utf8').trim() };
}

function stopped(cause: Error): CodedError {
  const aborted = cause.name === 'AbortError';
  return new CodedError(
    {
      code: aborted ? 'repository_timeout' : 'git_missing',
      status: aborted ? 504 : 500,
      message: aborted
        ? 'reading the repository took too long'
        : `git could not be started: ${cause.message}`,
      action: aborted
        ? 'raise the time limit or map a smaller repository'
        : 'install git and put it on the PATH',
    },
    { cause },
  );
}
