import { describe, expect, it } from 'vitest';
import { hashPassword, verifyPassword } from './passwords.js';

describe('passwords', () => {
  it('fit their own hash, and only theirs', async () => {
    const hash = await hashPassword('correct horse');
    expect(hash).toMatch(/^scrypt\$32768\$8\$1\$/);
    expect(hash).not.toContain('correct');
    expect(await verifyPassword('correct horse', hash)).toBe(true);
    expect(await verifyPassword('correct horse ', hash)).toBe(false);
  });

  it('are hashed with a salt', async () => {
    expect(await hashPassword('same')).not.toBe(await hashPassword('same'));
  });

  it('fit however the keyboard composes accents', async () => {
    expect(await verifyPassword('caf\u00e9', await hashPassword('cafe\u0301'))).toBe(true);
  });

  it.each([
    ['no user', undefined],
    ['an empty hash', ''],
    ['another format', '$2b$10$abcdefghijklmnopqrstuv'],
    ['a cut hash', 'scrypt$32768$8$1$c2FsdA$'],
  ])('never fit %s', async (_case, hash) => {
    expect(await verifyPassword('x', hash)).toBe(false);
  });
});
