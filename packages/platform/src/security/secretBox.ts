import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { CodedError } from '@driftline/contracts';

const ALGORITHM = 'aes-256-gcm';
const VERSION = 'v1';
const KEY_BYTES = 32;
const SECRET_CHARACTERS = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts secrets for the database. What is sealed with one key opens with that key only. */
export interface SecretBox {
  /** `context` says what the secret belongs to (for example the table); opening needs the same. */
  seal(secret: string, context: string): string;
  /** @throws CodedError `secret_unreadable` when key or context differ or the text was changed. */
  open(sealed: string, context: string): string;
}

/**
 * AES-256-GCM with a random nonce, under a key that HKDF-SHA-256 derives from `secret`.
 * @throws CodedError `secret_too_short` when it has fewer than 32 characters
 */
export function createSecretBox(secret: string): SecretBox {
  if (secret.length < SECRET_CHARACTERS) throw secretTooShort();
  const bytes = Buffer.from(hkdfSync('sha256', secret, '', 'driftline secret box', KEY_BYTES));
  return {
    seal: (secret, context) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, bytes, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return `${VERSION}.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`;
    },
    open: (sealed, context) => {
      try {
        return openSealed(bytes, sealed, context);
      } catch (cause) {
        throw secretUnreadable(cause);
      }
    },
  };
}

function openSealed(key: Buffer, sealed: string, context: string): string {
  const packed = Buffer.from(sealed.slice(VERSION.length + 1), 'base64url');
  const nonce = packed.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(packed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const body = packed.subarray(NONCE_BYTES + TAG_BYTES);
  return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
}

function secretTooShort(): CodedError {
  return new CodedError({
    code: 'secret_too_short',
    status: 500,
    message: `The secret that encrypts stored secrets has fewer than ${SECRET_CHARACTERS} characters.`,
    where: 'DRIFTLINE_SECRET',
    action: 'Set a random one, for example from: openssl rand -base64 32',
  });
}

function secretUnreadable(cause: unknown): CodedError {
  return new CodedError(
    {
      code: 'secret_unreadable',
      status: 500,
      message: 'A stored secret cannot be decrypted.',
      where: 'DRIFTLINE_SECRET',
      action: 'Start with the secret that it was stored with, or enter the secret anew.',
    },
    { cause },
  );
}
