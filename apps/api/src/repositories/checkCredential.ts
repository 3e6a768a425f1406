import { CodedError, type RepositoryCredential } from '@driftline/contracts';
import type { RepositoryPolicy } from '../maps/checkRepository.js';

type Protocol = 'https' | 'http' | 'ssh' | 'folder';

function protocolOf(url: string): Protocol {
  const scheme = /^(https?|ssh):\/\//i.exec(url)?.[1]?.toLowerCase();
  if (scheme === 'https' || scheme === 'http' || scheme === 'ssh') return scheme;
  return /^[\w.-]+@[\w.-]+:/.test(url) ? 'ssh' : 'folder';
}

/**
 * Whether a credential fits an address that `checkRepository` took: tokens travel over https, and over http only in the
 * own network; keys over ssh. Without a key, ssh would offer those of the user that Driftline runs as.
 * @throws CodedError `repository_credential_unfit`
 */
export function checkCredential(
  url: string,
  credential: RepositoryCredential | null,
  { allowPrivate }: Pick<RepositoryPolicy, 'allowPrivate'>,
): void {
  const protocol = protocolOf(url);
  if (credential === null) {
    if (protocol === 'ssh')
      throw unfit('An ssh address needs a deploy key.', 'Give an sshKey, or an https address.');
    return;
  }
  if (protocol === 'folder') throw unfit('A folder needs no credential.', 'Leave it out.');
  if (credential.kind === 'sshKey' && protocol !== 'ssh')
    throw unfit('A deploy key is for an ssh address.', 'Give a token, or an ssh address.');
  if (credential.kind === 'token' && protocol === 'ssh')
    throw unfit('A token is for an https address.', 'Give an sshKey, or an https address.');
  if (credential.kind === 'token' && protocol === 'http' && !allowPrivate)
    throw unfit('Over http, everybody on the way could read the token.', 'Give an https address.');
}

function unfit(message: string, action: string): CodedError {
  return new CodedError({
    code: 'repository_credential_unfit',
    status: 422,
    message,
    where: 'credential',
    action,
  });
}
