import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CodedError } from '@driftline/contracts';
import { checkRef } from './checkRef.js';
import { explainGit } from './explainGit.js';
import { watchSize } from './folderSize.js';
import { type GitAccess, openGitAccess } from './gitAccess.js';
import { openGitRepository } from './gitRepository.js';
import { refNotFound } from './refNotFound.js';
import type { RemoteOptions, Repository, RepositoryLimits } from './repository.js';
import { repositoryEmpty } from './repositoryEmpty.js';
import { type GitAnswer, runGit } from './runGit.js';

const COMMIT = /^([0-9a-f]{40}|[0-9a-f]{64})$/;
/** Abbreviated commits and expressions such as `main~3` need the history. */
const NEEDS_HISTORY = /^[0-9a-f]{4,39}$|[~^:@{]/;
const NO_SUCH_REF = /couldn't find remote ref|not our ref|unadvertised object|no such remote ref/i;
const HEAD_OF_FETCH = 'refs/driftline/head';
const FETCH = [
  'fetch',
  '--quiet',
  '--no-tags',
  '--no-recurse-submodules',
  '--no-write-fetch-head',
  '--no-auto-gc',
  '--update-head-ok',
];

class Clone {
  constructor(
    private readonly url: string,
    private readonly folder: string,
    private readonly access: GitAccess,
    private readonly signal: AbortSignal,
  ) {}

  /** Brings what the ref needs into the folder; answers the ref under which it lies there. */
  async bring(ref: string): Promise<string> {
    await runGit(['init', '--quiet', '--bare', '--template=', this.folder], { signal: this.signal });
    if (NEEDS_HISTORY.test(ref)) return await this.bringAll(ref);
    const answer = await this.fetch(['--depth', '1'], `+${ref}:${HEAD_OF_FETCH}`);
    if (answer.code === 0) return HEAD_OF_FETCH;
    if (!NO_SUCH_REF.test(answer.error)) throw explainGit(this.access.redact(answer.error), this.url);
    // Not every server hands out a commit that is no tip of a branch.
    if (COMMIT.test(ref)) return await this.bringAll(ref);
    throw ref === 'HEAD' ? await this.withoutHead() : refNotFound(ref);
  }

  private async fetch(options: readonly string[], ...refspecs: string[]): Promise<GitAnswer> {
    const args = ['-C', this.folder, ...FETCH, ...options, '--', this.url, ...refspecs];
    return await runGit(args, { network: this.access.environment, signal: this.signal });
  }

  private async bringAll(ref: string): Promise<string> {
    const answer = await this.fetch(
      [],
      '+refs/heads/*:refs/heads/*',
      '+refs/tags/*:refs/tags/*',
      '+HEAD:refs/driftline/head',
    );
    if (NO_SUCH_REF.test(answer.error)) throw await this.withoutHead();
    if (answer.code !== 0) throw explainGit(this.access.redact(answer.error), this.url);
    return ref.replace(/^(HEAD|@)(?=[~^:@{]|$)/, HEAD_OF_FETCH);
  }

  /** A server without HEAD has no commit, or its HEAD names a branch that does not exist. */
  private async withoutHead(): Promise<CodedError> {
    const answer = await this.fetch(['--depth', '1'], '+refs/heads/*:refs/heads/*');
    const heads = await runGit(['-C', this.folder, 'for-each-ref', '--count=1', 'refs/heads'], {
      signal: this.signal,
    });
    return answer.code === 0 && heads.output.length > 0 ? refNotFound('HEAD') : repositoryEmpty();
  }
}

/** GitLab sends `owner/name` on to `owner/name.git`; no other redirect leads to the same repository for certain. */
async function bringFrom(url: string, ref: string, into: (url: string) => Clone): Promise<string> {
  try {
    return await into(url).bring(ref);
  } catch (error) {
    const redirected = error instanceof CodedError && error.code === 'repository_redirected';
    if (!redirected || !/^https?:/i.test(url) || /\.git\/*$/.test(url)) throw error;
    return await into(`${url.replace(/\/+$/, '')}.git`)
      .bring(ref)
      .catch(() => {
        throw error;
      });
  }
}

/**
 * Clones into a temporary folder and opens it: bare and shallow, by https, http or ssh only, without hooks, submodules,
 * filters, redirects or prompts, stopped when it takes too long or too much room. `close` removes it.
 */
export async function cloneRepository(
  url: string,
  ref: string,
  limits: RepositoryLimits,
  { credential, signal }: RemoteOptions = {},
): Promise<Repository> {
  checkRef(ref);
  const access = await openGitAccess(url, credential);
  const folder = await mkdtemp(join(tmpdir(), 'driftline-clone-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 3 });
  const size = watchSize(folder, limits.cloneBytes);
  const signals = [size.signal, AbortSignal.timeout(limits.cloneTime), ...(signal ? [signal] : [])];
  const inside = join(folder, 'repository');
  try {
    const into = (from: string): Clone => new Clone(from, inside, access, AbortSignal.any(signals));
    const brought = await bringFrom(url, ref, into);
    await size.check();
    return await openGitRepository(inside, brought, limits, { close: remove, asked: ref });
  } catch (error) {
    await remove();
    throw size.error ?? error;
  } finally {
    size.stop();
    await access.close();
  }
}
