import { describe, expect, it } from 'vitest';
import { readSessionCookie, writeSessionCookie } from './sessionCookie.js';

describe('readSessionCookie', () => {
  it.each([
    ['alone', 'driftline_session=abc', 'abc'],
    ['among others', 'a=1; driftline_session=abc; b=2', 'abc'],
    ['without blanks', 'a=1;driftline_session=abc', 'abc'],
    ['with = in it', 'driftline_session=a=b', 'a=b'],
    ['empty', 'driftline_session=', ''],
    ['the first of two', 'driftline_session=a; driftline_session=b', 'a'],
    ['only a longer name', 'driftline_session_old=abc', undefined],
    ['only in a value', 'a=driftline_session=abc', undefined],
    ['no header', undefined, undefined],
    ['an empty header', '', undefined],
  ])('%s', (_case, header, token) => {
    expect(readSessionCookie(header)).toBe(token);
  });
});

describe('writeSessionCookie', () => {
  it.each([
    ['over TLS', true, 'driftline_session=t; Path=/; HttpOnly; SameSite=Strict; Max-Age=60; Secure'],
    ['without TLS', false, 'driftline_session=t; Path=/; HttpOnly; SameSite=Strict; Max-Age=60'],
  ])('%s', (_case, secure, expected) => {
    expect(writeSessionCookie('t', 60, secure)).toBe(expected);
  });

  it('is read back', () => {
    const pair = writeSessionCookie('t0-_', 60, true).split(';')[0];
    expect(readSessionCookie(pair)).toBe('t0-_');
  });
});
