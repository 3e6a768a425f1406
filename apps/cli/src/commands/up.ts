import { loadConfig } from '@driftline/platform';
import type { Command } from 'commander';
import { installKeys, writeKeys } from '../app/installKeys.js';
import { startDriftline } from '../app/startDriftline.js';
import { untilInterrupted } from '../terminal/untilInterrupted.js';

interface UpOptions {
  port?: string;
  dataDir?: string;
  keysFile?: string;
  ephemeral?: boolean;
}

export function registerUp(program: Command): void {
  program
    .command('up')
    .description('run everything in one process, on embedded servers unless the environment names others')
    .option('--port <number>', 'port of console, API and collector (0 takes any free one)')
    .option('--data-dir <folder>', 'where the embedded servers keep their data')
    .option('--keys-file <file>', 'write address, login and keys there as JSON, readable by its owner only')
    .option('--ephemeral', 'keep nothing: a temporary folder that is removed at the end')
    .action(up);
}

async function up(options: UpOptions): Promise<void> {
  const config = loadConfig({
    ...process.env,
    ...(options.port === undefined ? {} : { DRIFTLINE_PORT: options.port }),
    ...(options.dataDir === undefined ? {} : { DRIFTLINE_DATA_DIR: options.dataDir }),
  });
  const ephemeral = options.ephemeral ?? false;
  const driftline = await startDriftline({ config, ephemeral });
  // Listened for before anyone is told that it is up: who reads the keys file may end it at once.
  const interrupted = untilInterrupted();
  const keys = await installKeys(driftline.platform, ephemeral ? undefined : config.dataDir);
  if (options.keysFile !== undefined) await writeKeys(options.keysFile, { url: driftline.url, ...keys });
  process.stdout.write(
    [
      `Driftline is up at ${driftline.url}`,
      `  console     ${driftline.url}/  (${keys.login.email} / ${keys.login.password})`,
      `  ingest key  ${keys.ingestKey}`,
      `  API key     ${keys.apiKey}`,
      `  API docs    ${driftline.url}/docs`,
      'Press Ctrl+C to stop.',
      '',
    ].join('\n'),
  );
  await interrupted;
  await driftline.stop();
}
