import { mapRepository, summarizeMap } from '@driftline/mapper';
import type { Command } from 'commander';

export function registerMap(program: Command): void {
  program
    .command('map <repository>')
    .description('find every data source of every model in a Git repository (path or URL)')
    .option('--ref <ref>', 'branch, tag or commit', 'HEAD')
    .option('--json', 'print the dependency map as JSON')
    .action(async (repository: string, options: { ref: string; json?: boolean }) => {
      const map = await mapRepository(repository, { ref: options.ref });
      process.stdout.write(options.json ? `${JSON.stringify(map)}\n` : `${summarizeMap(map)}\n`);
    });
}
