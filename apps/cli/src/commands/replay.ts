import type { Command } from 'commander';
import { replayFolder } from '../replay/replayFolder.js';
import { summarizeReplay } from '../replay/summarizeReplay.js';

export function registerReplay(program: Command): void {
  program
    .command('replay <folder>')
    .description('live through recorded events on a simulated clock and print the incidents')
    .option('--json', 'print incidents and windows as JSON')
    .action(async (folder: string, options: { json?: boolean }) => {
      const report = await replayFolder(folder);
      process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : `${summarizeReplay(report)}\n`);
    });
}
