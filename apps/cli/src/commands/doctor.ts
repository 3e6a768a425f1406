import { execFile } from 'node:child_process';
import { access, constants, mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { type Config, loadConfig, openPlatform } from '@driftline/platform';
import { probeEvents } from '@driftline/platform/http';
import type { Command } from 'commander';
import { explainError } from '../terminal/explainError.js';

/** One thing to look at: resolves with a word on how it is, throws with what to do. */
interface Check {
  name: string;
  run(): Promise<string>;
}

export function registerDoctor(program: Command): void {
  program
    .command('doctor')
    .description('check every component and say what to do')
    .action(async () => {
      const config = loadConfig(process.env);
      const results = [];
      for (const check of checks(config)) results.push(await examine(check));
      process.stdout.write(`${results.map(({ line }) => line).join('\n')}\n`);
      process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;
    });
}

function checks(config: Config): Check[] {
  return [
    { name: 'Node', run: nodeVersion },
    { name: 'Git', run: gitVersion },
    { name: 'settings', run: async () => 'valid' },
    { name: 'data folder', run: () => writableFolder(config.dataDir) },
    { name: 'servers', run: () => servers(config) },
  ];
}

async function examine(check: Check): Promise<{ ok: boolean; line: string }> {
  try {
    return { ok: true, line: `ok    ${check.name.padEnd(12)} ${await check.run()}` };
  } catch (error) {
    const indented = explainError(error).split('\n').join('\n                   ');
    return { ok: false, line: `FAIL  ${check.name.padEnd(12)} ${indented}` };
  }
}

async function nodeVersion(): Promise<string> {
  return process.version;
}

async function gitVersion(): Promise<string> {
  const { stdout } = await promisify(execFile)('git', ['--version']);
  return stdout.trim();
}

async function writableFolder(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await access(folder, constants.W_OK);
  return resolve(folder);
}

/** Opens every store and queue the way a process does, in a folder of its own unless servers are configured. */
async function servers(config: Config): Promise<string> {
  const quiet: Config = { ...config, logLevel: 'silent' };
  const platform = await openPlatform({ process: 'doctor', config: quiet, ephemeral: true });
  try {
    await platform.database.ping();
    await probeEvents(platform.eventStore);
    await platform.queue.counts();
    const where = (url: string | undefined) => (url === undefined ? 'embedded' : 'configured');
    return [
      `PostgreSQL ${where(config.databaseUrl)}`,
      `ClickHouse ${where(config.clickhouseUrl)}`,
      `jobs on ${config.redisUrl === undefined ? 'PostgreSQL' : 'Redis'}`,
    ].join(', ');
  } finally {
    await platform.close();
  }
}
