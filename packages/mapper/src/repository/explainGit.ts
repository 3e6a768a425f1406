import { CodedError, type ErrorDetails } from '@driftline/contracts';

type Explanation = Pick<ErrorDetails, 'code' | 'message' | 'action'>;

/** What git says when a server refuses, most telling first. Git speaks English here: LANG is C. */
const REASONS: ReadonlyArray<[RegExp, Explanation]> = [
  [
    /returned error: 30\d|unable to update url base from redirection/,
    {
      code: 'repository_redirected',
      message: 'the address leads to another one, and redirects are not followed',
      action: 'name the address that it leads to',
    },
  ],
  [
    /host key verification failed|host key for .* has changed/i,
    {
      code: 'host_key_refused',
      message: 'the server shows another host key than the one that is known',
      action: 'find out whether the server was given a new key, then enter its known hosts anew',
    },
  ],
  [
    /could not read (username|password)|authentication failed|terminal prompts disabled|permission denied|returned error: 40[13]|error in libcrypto|invalid format/i,
    {
      code: 'repository_access_denied',
      message: 'the server does not let these credentials read the repository',
      action: 'give a read-only token or a deploy key that may read it',
    },
  ],
  [
    /repository .*not found|returned error: 404|does not appear to be a git repository|repository not exported|not valid: is this a git repository/i,
    {
      code: 'repository_not_found',
      message: 'there is no Git repository at the address, or these credentials do not see it',
      action: 'check the address, and the rights of the token or key',
    },
  ],
  [
    /transport '.*' not allowed/,
    {
      code: 'protocol_not_allowed',
      message: 'only https, http and ssh addresses are read',
      action: 'name such an address',
    },
  ],
];

/** The error of a git that could not read from a server. `says` is what it wrote, without secrets. */
export function explainGit(says: string, url: string): CodedError {
  const known = REASONS.find(([pattern]) => pattern.test(says))?.[1];
  return new CodedError({
    status: 422,
    where: url.replace(/\/\/[^@/]*@/, '//'),
    ...(known ?? {
      code: 'clone_failed',
      message: `the repository could not be cloned: ${says.split('\n').at(-1) ?? ''}`,
      action: 'check the address, the ref and the rights to read it',
    }),
  });
}
