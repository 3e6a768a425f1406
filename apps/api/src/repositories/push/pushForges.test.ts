import { createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { PushForge, PushRequest } from './pushForge.js';
import { pushForges } from './pushForges.js';

const SECRET = 'dlp_secret';
const COMMIT = 'a'.repeat(40);

/** How each forge sends a push, and something else. */
interface Sample {
  forge: string;
  headers(raw: string, secret: string): IncomingHttpHeaders;
  push: unknown;
  tag: unknown;
  other: { headers?: IncomingHttpHeaders; body: unknown };
}

const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

const SAMPLES: readonly Sample[] = [
  {
    forge: 'github',
    headers: (raw, secret) => ({
      'x-github-event': 'push',
      'x-github-delivery': 'delivery-1',
      'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(raw).digest('hex')}`,
    }),
    push: { ref: 'refs/heads/release/1', after: COMMIT, repository: { default_branch: 'main' } },
    tag: { ref: 'refs/tags/v1', after: COMMIT },
    other: { headers: { 'x-github-event': 'ping' }, body: { zen: 'Keep it logically awesome.' } },
  },
  {
    forge: 'gitlab',
    headers: (_raw, secret) => ({
      'x-gitlab-event': 'Push Hook',
      'x-gitlab-token': secret,
      'x-gitlab-event-uuid': 'delivery-1',
    }),
    push: {
      object_kind: 'push',
      ref: 'refs/heads/release/1',
      after: COMMIT,
      project: { default_branch: 'main' },
    },
    tag: { object_kind: 'tag_push', ref: 'refs/tags/v1', after: COMMIT },
    other: { body: { object_kind: 'issue' } },
  },
  {
    forge: 'azure-devops',
    headers: (_raw, secret) => ({ authorization: basic('anybody', secret) }),
    push: {
      id: 'delivery-1',
      eventType: 'git.push',
      resource: {
        refUpdates: [{ name: 'refs/heads/release/1', newObjectId: COMMIT }],
        repository: { defaultBranch: 'refs/heads/main' },
      },
    },
    tag: {
      id: 'delivery-1',
      eventType: 'git.push',
      resource: { refUpdates: [{ name: 'refs/tags/v1', newObjectId: COMMIT }] },
    },
    other: { body: { id: 'x', eventType: 'workitem.created', resource: {} } },
  },
];

function requestOf(sample: Sample, body: unknown, secret = SECRET): PushRequest {
  const raw = JSON.stringify(body);
  return { headers: sample.headers(raw, secret), raw: Buffer.from(raw), body };
}

describe.each(SAMPLES)('$forge', (sample) => {
  const forge = pushForges.find(({ name }) => name === sample.forge) as PushForge;
  const push = requestOf(sample, sample.push);

  it('is the one that recognises its requests', () => {
    expect(pushForges.find(({ recognises }) => recognises(push.headers))?.name).toBe(sample.forge);
    expect(forge.recognises({})).toBe(false);
  });

  it('verifies who knows the secret', () => {
    expect(forge.verifies(push, SECRET)).toBe(true);
  });

  it.each([
    ['another secret', requestOf(sample, sample.push, 'dlp_other')],
    ['an empty secret', requestOf(sample, sample.push, '')],
    ['no proof', { ...push, headers: {} }],
    ['every header twice', { ...push, headers: { 'x-hub-signature-256': undefined } }],
  ])('refuses %s', (_case, request) => {
    expect(forge.verifies(request, SECRET)).toBe(false);
  });

  it('reads branch, commit and default branch', () => {
    expect(forge.read(push)).toEqual({
      branches: [{ name: 'release/1', commit: COMMIT }],
      defaultBranch: 'main',
    });
    expect(forge.delivery(push)).toBe('delivery-1');
  });

  it('finds no branch in a push of a tag', () => {
    expect(forge.read(requestOf(sample, sample.tag))?.branches ?? []).toEqual([]);
  });

  it.each([
    ['of another kind', sample.other.body],
    ['that is no object', 'text'],
    ['that is null', null],
    ['that is empty', {}],
  ])('tells of nothing in a request %s', (_case, body) => {
    const request = requestOf(sample, body);
    expect(
      forge.read({ ...request, headers: { ...request.headers, ...sample.other.headers } }),
    ).toBeUndefined();
  });
});

it('GitHub refuses a body that was changed after it was signed', () => {
  const [sample] = SAMPLES;
  const [github] = pushForges;
  if (!sample || !github) throw new TypeError('no sample');
  const signed = requestOf(sample, sample.push);
  const raw = Buffer.from(signed.raw.toString().replace('release/1', 'release/2'));
  expect(github.verifies({ ...signed, raw }, SECRET)).toBe(false);
});

it('GitHub signs as its documentation shows', () => {
  const raw = Buffer.from('Hello, World!');
  const headers = {
    'x-hub-signature-256': 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
  };
  expect(pushForges[0]?.verifies({ headers, raw, body: null }, "It's a Secret to Everybody")).toBe(true);
});
