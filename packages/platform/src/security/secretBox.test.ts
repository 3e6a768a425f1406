import { CodedError } from '@driftline/contracts';
import { describe, expect, it } from 'vitest';
import { createSecretBox } from './secretBox.js';

const KEY = 'k'.repeat(32);

function codeOf(work: () => unknown): string | undefined {
  try {
    work();
  } catch (error) {
    return error instanceof CodedError ? error.code : 'not coded';
  }
  return undefined;
}

function flipped(text: string, position: number): string {
  const swap = text[position] === 'A' ? 'B' : 'A';
  return text.slice(0, position) + swap + text.slice(position + 1);
}

describe('createSecretBox', () => {
  const box = createSecretBox(KEY);

  it.each(['', 'whsec_abc', 'ünïcödé 🔑', 'x'.repeat(10_000)])('opens what it sealed: %.20s', (secret) => {
    expect(box.open(box.seal(secret, 'webhook'), 'webhook')).toBe(secret);
  });

  it('seals the same secret differently each time, and hides it', () => {
    const [one, other] = [box.seal('hunter2', 'webhook'), box.seal('hunter2', 'webhook')];
    expect(one).not.toBe(other);
    expect(Buffer.from(one.slice(3), 'base64url').toString()).not.toContain('hunter2');
  });

  const sealed = box.seal('hunter2', 'webhook');
  it.each([
    ['another secret', () => createSecretBox('j'.repeat(32)).open(sealed, 'webhook')],
    ['another context', () => box.open(sealed, 'user')],
    ['a changed nonce', () => box.open(flipped(sealed, 5), 'webhook')],
    ['a changed body', () => box.open(flipped(sealed, sealed.length - 2), 'webhook')],
    ['a cut text', () => box.open(sealed.slice(0, 20), 'webhook')],
    ['no text', () => box.open('', 'webhook')],
  ])('refuses %s', (_case, open) => {
    expect(codeOf(open)).toBe('secret_unreadable');
  });

  it('refuses a short secret', () => {
    expect(codeOf(() => createSecretBox('short'))).toBe('secret_too_short');
  });
});
