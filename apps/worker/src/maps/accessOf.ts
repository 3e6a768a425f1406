import { realpath } from 'node:fs/promises';
import { type AccessOptions, isAddress } from '@driftline/mapper';
import {
  type Platform,
  registrationSecrets,
  resolveOutgoing,
  type StoredRegistration,
} from '@driftline/platform';

function hostOf(address: string): string {
  return /^[\w.-]+@([\w.-]+):/.exec(address)?.[1] ?? new URL(address).hostname;
}

/**
 * How a repository may be reached. A name may have come to mean an address of the own network since it was registered,
 * so it is looked up again.
 * @throws CodedError `outgoing_url_refused`, `outgoing_host_unknown`, `secret_unreadable`
 */
export async function accessOf(
  { config, secretBox }: Platform,
  repository: string,
  registration: StoredRegistration | undefined,
): Promise<AccessOptions> {
  if (!isAddress(repository)) {
    if (config.mapRoots.length === 0) return {};
    return { roots: await Promise.all(config.mapRoots.map((root) => realpath(root).catch(() => root))) };
  }
  await resolveOutgoing(`https://${hostOf(repository)}`, { allowPrivate: config.allowPrivateWebhooks });
  return registration ? { credential: registrationSecrets.openCredential(secretBox, registration) } : {};
}
