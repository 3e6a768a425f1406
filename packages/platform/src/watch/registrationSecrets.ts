import { randomBytes } from 'node:crypto';
import { type RepositoryCredential, repositoryCredentialSchema } from '@driftline/contracts';
import type { StoredRegistration } from '../database/registrations/storedRegistration.js';
import type { SecretBox } from '../security/secretBox.js';

const SECRET_BYTES = 32;

/** Sealed text belongs to one registration: copied to another, it does not open. */
const credentialOf = (id: string): string => `repository credential ${id}`;
const pushSecretOf = (id: string): string => `repository push secret ${id}`;

/** The secrets of registered repositories on their way into and out of the database. */
export const registrationSecrets = {
  sealCredential: (box: SecretBox, id: string, credential: RepositoryCredential | null): string | null =>
    credential === null ? null : box.seal(JSON.stringify(credential), credentialOf(id)),

  /** With the host keys that were learnt, unless the credential brought its own. @throws CodedError `secret_unreadable` */
  openCredential: (box: SecretBox, registration: StoredRegistration): RepositoryCredential | undefined => {
    const { id, sealedCredential, hostKeys } = registration;
    if (sealedCredential === null) return undefined;
    const credential = repositoryCredentialSchema.parse(
      JSON.parse(box.open(sealedCredential, credentialOf(id))),
    );
    if (credential.kind === 'token' || hostKeys === null) return credential;
    return { knownHosts: hostKeys, ...credential };
  },

  newPushSecret: (): string => `dlp_${randomBytes(SECRET_BYTES).toString('base64url')}`,

  sealPushSecret: (box: SecretBox, id: string, secret: string): string => box.seal(secret, pushSecretOf(id)),

  /** @throws CodedError `secret_unreadable` */
  openPushSecret: (box: SecretBox, { id, sealedPushSecret }: StoredRegistration): string =>
    box.open(sealedPushSecret, pushSecretOf(id)),
};
