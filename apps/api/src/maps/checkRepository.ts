import { realpath } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import { CodedError } from '@driftline/contracts';
import { type Config, resolveOutgoing } from '@driftline/platform';

/** Which repositories may be mapped over REST. */
export interface RepositoryPolicy {
  /** Folders below which local repositories may be mapped; none means URLs only. */
  roots: readonly string[];
  /** Whether a URL may name a private or loopback address. */
  allowPrivate: boolean;
}

/** One switch says whether Driftline sends anything into its own network on a user's word. */
export function policyOf({ mapRoots, allowPrivateWebhooks }: Config): RepositoryPolicy {
  return { roots: mapRoots, allowPrivate: allowPrivateWebhooks };
}

/**
 * The repository as the mapper shall read it: a URL as it is, or the real path of a folder below one of the roots.
 * @throws CodedError `repository_not_allowed`, `repository_url_invalid`, `outgoing_url_refused`, `outgoing_host_unknown`
 */
export async function checkRepository(repository: string, policy: RepositoryPolicy): Promise<string> {
  if (!/^[a-z][a-z0-9+.-]*:\/\/|^[\w.-]+@[\w.-]+:/i.test(repository)) {
    return await folderBelow(repository, policy.roots);
  }
  const host = hostOf(repository);
  await resolveOutgoing(`https://${host}`, policy);
  return repository;
}

async function folderBelow(repository: string, roots: readonly string[]): Promise<string> {
  const path = await realpath(resolve(repository)).catch(() => undefined);
  const realRoots = await Promise.all(roots.map((root) => realpath(resolve(root)).catch(() => undefined)));
  const isBelow = (root: string | undefined) =>
    root !== undefined && (path === root || path?.startsWith(root.endsWith(sep) ? root : root + sep));
  if (path !== undefined && realRoots.some(isBelow)) return path;
  // A path outside the roots gets one answer whether it exists or not: the API is no way to explore the disk.
  throw new CodedError({
    code: 'repository_not_allowed',
    status: 403,
    message: `${repository} is not a repository below the folders that may be mapped.`,
    where: 'repository',
    action: 'Name a URL, or a folder below DRIFTLINE_MAP_ROOTS.',
  });
}

/** Host of `https://host/path`, `ssh://user@host/path` or `user@host:path`. */
function hostOf(repository: string): string {
  const short = /^[\w.-]+@([\w.-]+):/.exec(repository)?.[1];
  if (short !== undefined) return short;
  const url = URL.canParse(repository) ? new URL(repository) : undefined;
  if (url === undefined || !['http:', 'https:', 'ssh:'].includes(url.protocol) || url.hostname === '') {
    throw invalidUrl('is not the http, https or ssh URL of a repository');
  }
  // The address is kept with the map and shown with it.
  if (url.password !== '' || (url.username !== '' && url.protocol !== 'ssh:')) {
    throw invalidUrl('carries a user name or password');
  }
  return url.hostname;
}

function invalidUrl(problem: string): CodedError {
  return new CodedError({
    code: 'repository_url_invalid',
    status: 422,
    message: `The address ${problem}.`,
    where: 'repository',
    action:
      'Name an https URL without credentials, or clone it below DRIFTLINE_MAP_ROOTS and name that folder.',
  });
}
