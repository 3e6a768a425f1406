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
 * How repositories may be reached. A name may have come to mean an address of the own network since it was registered,
 * so it is looked up again. Only a registered repository, which is mapped alone, has a credential.
 * @throws CodedError `outgoing_url_refused`, `outgoing_host_unknown`, `secret_unreadable`
 */
export async function accessOf(
  { config, secretBox }: Platform,
  repositories: readonly string[],
  registration: StoredRegistration | undefined,
): Promise<AccessOptions> {
  for (const address of repositories.filter(isAddress))
    await resolveOutgoing(`https://${hostOf(address)}`, { allowPrivate: config.allowPrivateWebhooks });
  const roots = await Promise.all(config.mapRoots.map((root) => realpath(root).catch(() => root)));
  return {
    ...(roots.length > 0 ? { roots } : {}),
    ...(registration ? { credential: registrationSecrets.openCredential(secretBox, registration) } : {}),
  };
}
