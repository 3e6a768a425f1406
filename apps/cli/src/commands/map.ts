import { writeFile } from 'node:fs/promises';
import { CodedError } from '@driftline/contracts';
import { findExport, mapExports, mapRepositories, summarizeMap } from '@driftline/mapper';
import { type Command, Option } from 'commander';
import { compareRevisions, FAIL_ON, type FailOn } from './compareRevisions.js';

interface MapCommandOptions {
  ref: string;
  base?: string;
  json?: boolean;
  format?: string;
  output?: string;
  cache?: string;
  failOn?: FailOn;
}

const EXIT_CODES = `
Exit codes:
  0  the map, or the difference, was made; also when something differs
  1  it could not be made: the reason is on standard error
  2  with --fail-on: what it names differs
`;

export function registerMap(program: Command): void {
  program
    .command('map <repository...>')
    .description('find every data source of every model in Git repositories (paths or URLs), mapped together')
    .option('--ref <ref>', 'branch, tag or commit', 'HEAD')
    .option('--base <ref>', 'say what differs from this branch, tag or commit')
    .option('--json', 'print the map, or the difference, as JSON')
    .addOption(
      new Option('--format <format>', 'write the map in this format').choices(
        mapExports.map(({ name }) => name),
      ),
    )
    .option('--output <file>', 'write to this file rather than to standard output')
    .addOption(
      new Option('--fail-on <what>', 'with --base: exit with 2 when a change reaches one of them').choices(
        FAIL_ON,
      ),
    )
    .option('--cache <folder>', 'keep here what files say: the next map costs only the files that changed')
    .addHelpText('after', EXIT_CODES)
    .action(async (repositories: string[], options: MapCommandOptions) => {
      checkOptions(options);
      const { text, exitCode } =
        options.base === undefined
          ? { text: await mapText(repositories, options), exitCode: 0 }
          : await compareRevisions(repositories, { ...options, base: options.base });
      await put(text, options.output);
      process.exitCode = exitCode;
    });
}

function checkOptions({ base, format, json, failOn }: MapCommandOptions): void {
  if (base !== undefined && format !== undefined)
    throw unfit('--format writes one map, --base compares two', 'Leave one out; --base knows --json.');
  if (base === undefined && failOn !== undefined)
    throw unfit('--fail-on is about a difference', 'Name what to compare with by --base.');
  if (json && format !== undefined)
    throw unfit('--json is a format of its own', 'Leave --json or --format out.');
}

function unfit(message: string, action: string): CodedError {
  return new CodedError({
    code: 'options_unfit',
    status: 400,
    message: `${message}.`,
    where: 'options',
    action,
  });
}

async function mapText(repositories: string[], options: MapCommandOptions): Promise<string> {
  const { ref, json, format, cache } = options;
  const map = await mapRepositories(repositories, { ref, ...(cache === undefined ? {} : { cache }) });
  if (format !== undefined) return findExport(format).write(map, { at: new Date().toISOString() });
  return json ? `${JSON.stringify(map)}\n` : `${summarizeMap(map)}\n`;
}

async function put(text: string, output: string | undefined): Promise<void> {
  if (output === undefined) {
    process.stdout.write(text);
    return;
  }
  await writeFile(output, text).catch((cause: NodeJS.ErrnoException) => {
    throw new CodedError(
      {
        code: 'output_not_writable',
        status: 400,
        message: `${output} cannot be written: ${cause.code}`,
        where: '--output',
        action: 'Name a file in a folder that exists and that you may write to.',
      },
      { cause },
    );
  });
}
