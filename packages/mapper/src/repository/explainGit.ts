import { CodedError } from '@driftline/contracts';

type Explain = (where: string) => CodedError;

const redirected: Explain = (where) =>
  new CodedError({
    code: 'repository_redirected',
    status: 422,
    message: 'the address leads to another one, and redirects are not followed',
    where,
    action: 'name the address that it leads to',
  });

const hostKeyRefused: Explain = (where) =>
  new CodedError({
    code: 'host_key_refused',
    status: 422,
    message: 'the server shows another host key than the one that is known',
    where,
    action: 'find out whether the server was given a new key, then enter its known hosts anew',
  });

const accessDenied: Explain = (where) =>
  new CodedError({
    code: 'repository_access_denied',
    status: 422,
    message: 'the server does not let these credentials read the repository',
    where,
    action: 'give a read-only token or a deploy key that may read it',
  });

const notFound: Explain = (where) =>
  new CodedError({
    code: 'repository_not_found',
    status: 422,
    message: 'there is no Git repository at the address, or these credentials do not see it',
    where,
    action: 'check the address, and the rights of the token or key',
  });

const notAllowed: Explain = (where) =>
  new CodedError({
    code: 'protocol_not_allowed',
    status: 422,
    message: 'only https, http and ssh addresses are read',
    where,
    action: 'name such an address',
  });

/** What git says when a server refuses, most telling first. Git speaks English here: LANG is C. */
const REASONS: ReadonlyArray<[RegExp, Explain]> = [
  [/returned error: 30\d|unable to update url base from redirection/, redirected],
  [/host key verification failed|host key for .* has changed/i, hostKeyRefused],
  [
    /could not read (username|password)|authentication failed|terminal prompts disabled|permission denied|returned error: 40[13]|error in libcrypto|invalid format/i,
    accessDenied,
  ],
  [
    /repository .*not found|returned error: 404|does not appear to be a git repository|repository not exported|not valid: is this a git repository/i,
    notFound,
  ],
  [/transport '.*' not allowed/, notAllowed],
];

/** The error of a git that could not read from a server. `says` is what it wrote, without secrets. */
export function explainGit(says: string, url: string): CodedError {
  const where = url.replace(/\/\/[^@/]*@/, '//');
  const known = REASONS.find(([pattern]) => pattern.test(says))?.[1];
  if (known) return known(where);
  return new CodedError({
    code: 'clone_failed',
    status: 422,
    message: `the repository could not be cloned: ${says.split('\n').at(-1) ?? ''}`,
    where,
    action: 'check the address, the ref and the rights to read it',
  });
}
