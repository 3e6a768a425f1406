import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { protocolError } from '../errors/clickHouseError.js';

export interface Credentials {
  username: string;
  password: string;
}

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Lets a request through only with the right user and password, in any of the places ClickHouse looks. */
export function authorise(
  request: IncomingMessage,
  parameters: URLSearchParams,
  expected: Credentials,
): void {
  const given = basic(request) ?? headers(request) ?? url(parameters);
  if (given === undefined) throw protocolError('requiredPassword', 'A user and a password are required');
  const same = [
    timingSafeEqual(digest(given.username), digest(expected.username)),
    timingSafeEqual(digest(given.password), digest(expected.password)),
  ].every(Boolean);
  if (same) return;
  throw protocolError(
    'authenticationFailed',
    `${given.username}: Authentication failed: password is incorrect`,
  );
}

function basic(request: IncomingMessage): Credentials | undefined {
  const encoded = /^Basic (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const [username = '', ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return { username, password: rest.join(':') };
}

function headers(request: IncomingMessage): Credentials | undefined {
  const username = request.headers['x-clickhouse-user'];
  const password = request.headers['x-clickhouse-key'];
  if (password === undefined) return undefined;
  return { username: String(username ?? 'default'), password: String(password) };
}

function url(parameters: URLSearchParams): Credentials | undefined {
  const password = parameters.get('password');
  return password === null ? undefined : { username: parameters.get('user') ?? 'default', password };
}
