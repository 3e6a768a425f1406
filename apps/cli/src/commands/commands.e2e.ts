import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dependencyMapSchema } from '@driftline/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runDriftline } from '../testing/runDriftline.js';
import { upOn } from '../testing/upProcess.js';

let folder: string;
let environment: Record<string, string>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'driftline-commands-'));
  environment = { DRIFTLINE_DATA_DIR: join(folder, 'doctor') };
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('driftline up', () => {
  it('writes a keys file for its owner only, takes its keys, stops at SIGTERM, and keeps login and keys', async () => {
    const dataDir = join(folder, 'data');
    const first = await upOn(dataDir);
    expect((await stat(first.keysFile)).mode & 0o777).toBe(0o600);
    const models = async (key: string) =>
      await fetch(`${first.keys.url}/v1/models`, { headers: { authorization: `Bearer ${key}` } });
    expect((await models(first.keys.apiKey)).status).toBe(200);
    expect((await models(first.keys.ingestKey)).status).toBe(403);
    expect((await models('dl_wrong')).status).toBe(401);
    expect(await first.end('SIGTERM')).toBe(0);

    const second = await upOn(dataDir);
    expect({ ...second.keys, url: '' }).toEqual({ ...first.keys, url: '' });
    expect(await second.end('SIGTERM')).toBe(0);
  });
});

describe('driftline map', () => {
  const example = new URL('../../../../examples/flights', import.meta.url).pathname;

  it('prints the dependency map as JSON', async () => {
    const { code, stdout } = await runDriftline(['map', example, '--json']);
    expect(code).toBe(0);
    const map = dependencyMapSchema.parse(JSON.parse(stdout));
    expect(map.models.map(({ name }) => name)).toEqual(['flight-delay']);
    expect(map.dependencies).toHaveLength(3);
  });

  it('prints a summary for people', async () => {
    const { code, stdout } = await runDriftline(['map', example]);
    expect(code).toBe(0);
    expect(stdout).toContain('flight-delay');
    expect(stdout).toContain('s3://skyline-reference/airports/airports.parquet');
  });
});

describe('driftline doctor', () => {
  it('says that all is well', async () => {
    const { code, stdout } = await runDriftline(['doctor'], environment);
    expect(stdout.match(/^ok /gm)).toHaveLength(5);
    expect(stdout).not.toContain('FAIL');
    expect(code).toBe(0);
  });

  it('names the server that does not answer, and what to do', async () => {
    const { code, stdout } = await runDriftline(['doctor'], {
      ...environment,
      DATABASE_URL: 'postgresql://nobody:nothing@127.0.0.1:1/none',
      CLICKHOUSE_URL: 'http://127.0.0.1:1',
      DRIFTLINE_SECRET: 'x'.repeat(32),
    });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^FAIL {2}servers .*\(database_unavailable\)$/m);
    expect(stdout).toMatch(/^ +do: +\S/m);
  });
});

describe('what goes wrong', () => {
  it.each([
    ['a command that does not exist', ['dance'], {}, /unknown command 'dance'/],
    ['a repository that does not exist', ['map', '/does/not/exist'], {}, /\(repository_not_found\)/],
    ['a folder without recorded events', ['replay', tmpdir()], {}, /\(replay_folder_unreadable\)/],
    [
      'settings that are not valid, all at once',
      ['doctor'],
      { DRIFTLINE_PORT: 'abc', DRIFTLINE_MAX_FEATURES: '-1' },
      /DRIFTLINE_PORT: .*\n.*DRIFTLINE_MAX_FEATURES: /,
    ],
  ])('%s ends with code 1 and says why', async (_case, args, settings, message) => {
    const { code, stdout, stderr } = await runDriftline(args, settings);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('    at ');
  });
});
