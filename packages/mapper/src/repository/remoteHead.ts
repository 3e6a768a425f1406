import { checkRef } from './checkRef.js';
import { explainGit } from './explainGit.js';
import { openGitAccess } from './gitAccess.js';
import { refNotFound } from './refNotFound.js';
import type { RemoteOptions } from './repository.js';
import { runGit } from './runGit.js';

/** Where a branch of a repository on a server stands. */
export interface RemoteHead {
  commit: string;
  /** Lines of known_hosts that the server showed, over ssh with a key. */
  hostKeys: string | undefined;
}

const TIME = 60_000;
const MAXIMUM_OUTPUT = 1_000_000;

/**
 * Asks a server where a branch stands, without fetching anything. `HEAD` is the server's default branch.
 * @throws CodedError as `openRepository` does
 */
export async function remoteHead(
  url: string,
  branch: string,
  { credential, signal }: RemoteOptions = {},
): Promise<RemoteHead> {
  checkRef(branch);
  const access = await openGitAccess(url, credential);
  const ref = branch === 'HEAD' ? 'HEAD' : `refs/heads/${branch}`;
  const limit = AbortSignal.timeout(TIME);
  let bytes = 0;
  try {
    const answer = await runGit(['ls-remote', '--quiet', '--', url, ref], {
      network: access.environment,
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
      enough: (chunk) => {
        bytes += chunk.length;
        return bytes > MAXIMUM_OUTPUT;
      },
    });
    if (answer.code !== 0) throw explainGit(access.redact(answer.error), url);
    const lines = answer.output.toString('utf8').split('\n');
    const line = lines.find((each) => each.endsWith(`\t${ref}`));
    const commit = /^([0-9a-f]{40,64})\t/.exec(line ?? '')?.[1];
    if (commit === undefined) throw refNotFound(branch);
    return { commit, hostKeys: await access.hostKeys() };
  } finally {
    await access.close();
  }
}
