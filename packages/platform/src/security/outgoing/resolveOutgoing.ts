import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { CodedError } from '@driftline/contracts';
import { isAllowedAddress } from './isAllowedAddress.js';

/** An outgoing URL with the one address that it was found to mean. Send there: a second look-up may answer otherwise. */
export interface PinnedUrl {
  url: URL;
  address: string;
  family: 4 | 6;
}

export interface OutgoingPolicy {
  /** Whether private and loopback addresses are allowed (DRIFTLINE_ALLOW_PRIVATE_WEBHOOKS). */
  allowPrivate: boolean;
  /** Looks a host name up; the system's resolver unless told. */
  resolve?: (host: string) => Promise<string[]>;
}

async function resolveHost(host: string): Promise<string[]> {
  const found = await lookup(host, { all: true, verbatim: true });
  return found.map((entry) => entry.address);
}

/**
 * Checks a URL that a user gave before Driftline sends anything there, and pins its address. Every address of a name
 * must be allowed, so that a name cannot hide an inner address among outer ones.
 * @throws CodedError `outgoing_url_invalid`, `outgoing_url_refused`, `outgoing_host_unknown`
 */
export async function resolveOutgoing(text: string, policy: OutgoingPolicy): Promise<PinnedUrl> {
  const url = parseOutgoing(text);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host) ? [host] : await lookUp(host, policy.resolve ?? resolveHost);
  const [address] = addresses;
  if (address === undefined) throw hostUnknown(host);
  const refused = addresses.find((each) => !isAllowedAddress(each, policy.allowPrivate));
  if (refused !== undefined) throw urlRefused(host, refused);
  return { url, address, family: isIP(address) === 6 ? 6 : 4 };
}

function parseOutgoing(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol))
    throw urlInvalid('is not an http or https URL');
  if (url.username !== '' || url.password !== '') throw urlInvalid('carries a user name or password');
  return url;
}

async function lookUp(host: string, resolve: (host: string) => Promise<string[]>): Promise<string[]> {
  try {
    return await resolve(host);
  } catch (cause) {
    throw hostUnknown(host, cause);
  }
}

function urlInvalid(problem: string): CodedError {
  return new CodedError({
    code: 'outgoing_url_invalid',
    status: 422,
    message: `The URL ${problem}.`,
    where: 'url',
    action: 'Give an https URL without credentials.',
  });
}

function hostUnknown(host: string, cause?: unknown): CodedError {
  return new CodedError(
    {
      code: 'outgoing_host_unknown',
      status: 422,
      message: `The host ${host} has no address.`,
      where: 'url',
      action: 'Check the spelling and the name server.',
      retryAfter: 60,
    },
    { cause },
  );
}

function urlRefused(host: string, address: string): CodedError {
  return new CodedError({
    code: 'outgoing_url_refused',
    status: 422,
    message: `The host ${host} is at ${address}, where Driftline does not send.`,
    where: 'url',
    action:
      'Use a public address. For receivers in the own network set DRIFTLINE_ALLOW_PRIVATE_WEBHOOKS=true; link-local and metadata addresses stay refused.',
  });
}
