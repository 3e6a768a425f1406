import { expect, it } from 'vitest';
import { checkCredential } from './checkCredential.js';

const token = { kind: 'token', token: 't' } as const;
const sshKey = { kind: 'sshKey', privateKey: 'k' } as const;

it.each([
  ['https://h/x', null, true],
  ['https://h/x', token, true],
  ['https://h/x', sshKey, false],
  ['http://h/x', null, true],
  ['http://h/x', token, false],
  ['ssh://git@h/x', sshKey, true],
  ['git@h:x', sshKey, true],
  ['ssh://git@h/x', token, false],
  ['ssh://git@h/x', null, false],
  ['git@h:x', null, false],
  ['/srv/x', null, true],
  ['/srv/x', token, false],
] as const)('%s with %o', (url, credential, fits) => {
  const check = () => checkCredential(url, credential, { allowPrivate: false });
  if (fits) expect(check).not.toThrow();
  else expect(check).toThrow(expect.objectContaining({ code: 'repository_credential_unfit' }));
});

it('a token may go over http in the own network', () => {
  expect(() => checkCredential('http://h/x', token, { allowPrivate: true })).not.toThrow();
});
