import { CodedError } from '@driftline/contracts';
import { type ApiKeyVerifier, hasScope } from '@driftline/platform';
import type { ApiKeyVerifierPort } from '../ports/apiKeyVerifierPort.js';
import { askFacts } from './askFacts.js';

/** Reads `Authorization: Bearer <key>` and asks for the scope `ingest`. */
export function bearerVerifier(verifier: ApiKeyVerifier): ApiKeyVerifierPort {
  return {
    verify: async (authorization) => {
      const key = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
      if (key === undefined) throw missingKey();
      const stored = await askFacts(verifier.verify(key));
      if (stored === undefined) throw unknownKey();
      if (!hasScope(stored, 'ingest')) throw missingScope(stored.prefix);
      return { id: stored.id };
    },
  };
}

function missingKey(): CodedError {
  return new CodedError({
    code: 'api_key_missing',
    status: 401,
    message: 'the request has no API key',
    where: 'Authorization',
    action: 'Send the header Authorization: Bearer <key>.',
  });
}

function unknownKey(): CodedError {
  return new CodedError({
    code: 'api_key_invalid',
    status: 401,
    message: 'the API key is unknown or revoked',
    where: 'Authorization',
    action: 'Use a valid key; an administrator can make one.',
  });
}

function missingScope(prefix: string): CodedError {
  return new CodedError({
    code: 'scope_missing',
    status: 403,
    message: `the API key ${prefix}… may not send events`,
    where: 'Authorization',
    action: 'Use a key with the scope ingest.',
  });
}
