import { writeFile } from 'node:fs/promises';
import { CodedError } from '@driftline/contracts';
import type { Command } from 'commander';
import { runDemo } from '../demo/runDemo.js';

interface DemoOptions {
  full?: boolean;
  once?: boolean;
  json?: string;
  port?: string;
  dataDir?: string;
}

export function registerDemo(program: Command): void {
  program
    .command('demo')
    .description('tell a true story on real data: half a year of US flights, and what goes wrong in it')
    .option('--full', 'replay all three million flights')
    .option('--once', 'do not stay up')
    .option('--json <file>', 'write what happened as JSON')
    .option('--port <number>', 'port of console, API and collector')
    .option('--data-dir <folder>', 'where the demo keeps its data; emptied first')
    .action(async (options: DemoOptions) => {
      const report = await runDemo({
        full: options.full ?? false,
        stay: !(options.once ?? false),
        port: options.port,
        dataDir: options.dataDir,
        onReport: async (told) => {
          if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(told)}\n`);
        },
      });
      if (report.incidents.length > 0) return;
      throw new CodedError({
        code: 'demo_found_nothing',
        status: 500,
        message: 'The demo ended without an incident: its story was not told.',
        action: 'Please report this with the terminal output.',
      });
    });
}
