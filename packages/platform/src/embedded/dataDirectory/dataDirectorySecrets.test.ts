import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dataDirectorySecrets } from './dataDirectorySecrets.js';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'driftline-secrets-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

describe('dataDirectorySecrets', () => {
  it('makes random ones once, for their owner only', () => {
    const secrets = dataDirectorySecrets(directory);
    expect(dataDirectorySecrets(directory)).toEqual(secrets);
    expect(new Set(Object.values(secrets)).size).toBe(3);
    expect(Buffer.from(secrets.encryptionKey, 'base64')).toHaveLength(32);
    expect(statSync(join(directory, 'secrets.json')).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['is damaged', () => writeFileSync(join(directory, 'secrets.json'), '{"postgresPassword":')],
    ['lacks a key', () => writeFileSync(join(directory, 'secrets.json'), '{}')],
    ['is gone while its database is there', () => mkdirSync(join(directory, 'postgres'))],
  ])('says so when the file %s', (_case, prepare) => {
    prepare();
    expect(() => dataDirectorySecrets(directory)).toThrow(
      expect.objectContaining({ code: 'data_directory_secrets_unusable' }),
    );
  });
});
