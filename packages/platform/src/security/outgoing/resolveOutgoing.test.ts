import { CodedError } from '@driftline/contracts';
import { describe, expect, it } from 'vitest';
import { type OutgoingPolicy, resolveOutgoing } from './resolveOutgoing.js';

const names: Record<string, string[]> = {
  'outer.example': ['93.184.216.34', '2606:2800:220:1:248:1893:25c8:1946'],
  'inner.example': ['10.0.0.8'],
  'mixed.example': ['93.184.216.34', '169.254.169.254'],
  'empty.example': [],
};

async function resolve(host: string): Promise<string[]> {
  const found = names[host];
  if (!found) throw new TypeError('ENOTFOUND');
  return found;
}

const policy: OutgoingPolicy = { allowPrivate: false, resolve };

async function outcome(url: string, given: OutgoingPolicy = policy): Promise<string> {
  try {
    return (await resolveOutgoing(url, given)).address;
  } catch (error) {
    return error instanceof CodedError ? error.code : 'not coded';
  }
}

describe('resolveOutgoing', () => {
  it.each([
    ['https://outer.example/hook', '93.184.216.34'],
    ['http://outer.example:8080/hook?x=1', '93.184.216.34'],
    ['https://93.184.216.34/', '93.184.216.34'],
    ['https://[2606:2800:220:1:248:1893:25c8:1946]/', '2606:2800:220:1:248:1893:25c8:1946'],
    ['https://inner.example/', 'outgoing_url_refused'],
    ['https://mixed.example/', 'outgoing_url_refused'],
    ['http://127.0.0.1/', 'outgoing_url_refused'],
    ['http://2130706433/', 'outgoing_url_refused'],
    ['http://0x7f.1/', 'outgoing_url_refused'],
    ['http://[::1]/', 'outgoing_url_refused'],
    ['http://[::ffff:a9fe:a9fe]/', 'outgoing_url_refused'],
    ['https://missing.example/', 'outgoing_host_unknown'],
    ['https://empty.example/', 'outgoing_host_unknown'],
    ['https://user:pass@outer.example/', 'outgoing_url_invalid'],
    ['file:///etc/passwd', 'outgoing_url_invalid'],
    ['gopher://outer.example/', 'outgoing_url_invalid'],
    ['not a url', 'outgoing_url_invalid'],
  ])('%s: %s', async (url, expected) => {
    expect(await outcome(url)).toBe(expected);
  });

  it.each([
    ['http://127.0.0.1/', '127.0.0.1'],
    ['https://inner.example/', '10.0.0.8'],
    ['http://169.254.169.254/latest/', 'outgoing_url_refused'],
    ['https://mixed.example/', 'outgoing_url_refused'],
  ])('with private addresses allowed, %s: %s', async (url, expected) => {
    expect(await outcome(url, { allowPrivate: true, resolve })).toBe(expected);
  });
});
