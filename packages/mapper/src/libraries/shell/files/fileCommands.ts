import { isEmptyFlow, joinFlows } from '../../../values/flow.js';
import { concatenate, mapTexts, stringOf } from '../../../values/texts.js';
import { carrying, constant, NOTHING, type Value } from '../../../values/value.js';
import { isDataPath } from '../isDataPath.js';
import { hasOption, optionOf, parseOptions } from '../parseOptions.js';
import {
  type CommandRule,
  type CommandRules,
  inputFlow,
  type ShellCommand,
  wordOf,
} from '../shellCommand.js';
import { pathOf, readFile, readFiles, scriptText, writeFile } from '../shellPaths.js';
import { archiveCommands } from './archiveCommands.js';
import { copyRule } from './copyRule.js';
import { pathCommands } from './pathCommands.js';

/** What a filter prints: its input and the files that it names. */
function filtered(command: ShellCommand, files: readonly Value[]): Value {
  const flow = joinFlows(inputFlow(command), readFiles(command, files));
  if (files.length === 0 && command.stdin?.texts && isEmptyFlow(flow))
    return { ...NOTHING, hint: command.name };
  return isEmptyFlow(flow) ? { ...NOTHING, hint: command.name } : carrying(flow);
}

/** `cat`: text of a query or a settings file of the repository is the text itself. */
const catRule: CommandRule = (command) => {
  const { operands } = parseOptions(command.words, { values: '' });
  if (operands.length === 0) return command.stdin ?? NOTHING;
  const texts = operands.map((file) => {
    const path = pathOf(command, file);
    return !path || isDataPath(wordOf(path)) ? undefined : scriptText(command, path);
  });
  const [only] = texts;
  if (only?.texts && operands.length === 1) return only;
  return filtered(command, operands);
};

/** Filters whose first operand is a program, unless an option brings it. */
const programRule =
  (values: string, ...brings: readonly string[]): CommandRule =>
  (command) => {
    const options = parseOptions(command.words, { values });
    const brought = brings.some((name) => hasOption(options, name));
    const files = brought ? options.operands : options.operands.slice(1);
    const result = filtered(command, files);
    if (command.name === 'sed' && [...options.given.keys()].some((name) => /^(-i|--in-place)/.test(name)))
      for (const file of files) writeFile(command, file, readFile(command, file));
    return result;
  };

const filterRule =
  (values: string, ...outputs: readonly string[]): CommandRule =>
  (command) => {
    const options = parseOptions(command.words, { values });
    const result = filtered(command, options.operands);
    const target = optionOf(options, ...outputs);
    if (target) writeFile(command, target, result.flow);
    return result;
  };

const echoRule: CommandRule = (command) => {
  const words = command.words.filter((word) => !/^-[neE]+$/.test(wordOf(word)));
  const spaced = words.flatMap((word, index) => (index === 0 ? [word] : [constant(' '), word]));
  return spaced.length > 0 ? concatenate(spaced) : constant('');
};

/** `printf '%s/%s' a b`. */
const printfRule: CommandRule = (command) => {
  const [format, ...values] = command.words;
  const written = stringOf(format);
  if (written === undefined) return NOTHING;
  let next = 0;
  const parts = written.split(/(%[-0-9.]*[sdifq])/).map((part) => {
    if (!/^%[-0-9.]*[sdifq]$/.test(part)) return constant(part.replace(/\\n/g, '\n').replace(/\\t/g, '\t'));
    next += 1;
    return values[next - 1] ?? constant('');
  });
  return concatenate(parts);
};

const teeRule: CommandRule = (command) => {
  const { operands } = parseOptions(command.words, { values: '' });
  const flow = inputFlow(command);
  for (const file of operands) if (!isEmptyFlow(flow)) writeFile(command, file, flow);
  return command.stdin ?? NOTHING;
};

const COMPRESSED = /\.(gz|bz2|xz|zst|lz4|Z)$/;

/** `gunzip f.gz`, `gzip -d f.gz`, `gzip f`; `-c` prints. */
const compressRule: CommandRule = (command) => {
  const options = parseOptions(command.words, { values: '-S --suffix -T -o -p' });
  const expands =
    /^(gunzip|bunzip2|unxz|unzstd|uncompress)$/.test(command.name) ||
    hasOption(options, '-d', '--decompress');
  if (hasOption(options, '-c', '--stdout') || options.operands.length === 0)
    return filtered(command, options.operands);
  const ending = { gzip: '.gz', pigz: '.gz', bzip2: '.bz2', xz: '.xz', zstd: '.zst' }[command.name] ?? '.gz';
  for (const file of options.operands) {
    const data = readFile(command, file);
    const made = mapTexts(file, (path) => (expands ? path.replace(COMPRESSED, '') : `${path}${ending}`));
    const target = optionOf(options, '-o') ?? made;
    if (!isEmptyFlow(data)) writeFile(command, target, data);
  }
  return NOTHING;
};

const splitRule: CommandRule = (command) => {
  const options = parseOptions(command.words, {
    values: '-l --lines -b --bytes -n --number -a --additional-suffix --filter',
  });
  const [input, prefix] = options.operands;
  const data = input && wordOf(input) !== '-' ? readFile(command, input) : inputFlow(command);
  const suffix = optionOf(options, '--additional-suffix') ?? constant('');
  if (prefix && !isEmptyFlow(data))
    command.machine.write(command.call, pathOf(command, concatenate([prefix, constant('*'), suffix])), data);
  return NOTHING;
};

const FILTERS = [
  'uniq',
  'head',
  'tail',
  'tac',
  'rev',
  'nl',
  'wc',
  'cut',
  'paste',
  'comm',
  'iconv',
  'fold',
  'column',
  'shuf',
  'dos2unix',
  'zcat',
  'gzcat',
  'bzcat',
  'xzcat',
  'zstdcat',
  'csvcut',
  'csvjson',
  'csvstack',
  'csvsort',
  'csvjoin',
  'csvformat',
  'in2csv',
  'xsv',
  'qsv',
  'mlr',
  'xlsx2csv',
  'ndjson-to-json',
  'pv',
  'strings',
  'base64',
  'tr',
  'cat-file',
];

/** Commands on files: copies, filters, archives. */
export const fileCommands: CommandRules = {
  ...archiveCommands,
  ...pathCommands,
  echo: echoRule,
  printf: printfRule,
  tee: teeRule,
  ...Object.fromEntries(
    FILTERS.map((name) => [name, filterRule('-d -f -c -n -b -w -t -e -s -S -k --delimiter -o', '-o')]),
  ),
  cat: catRule,
  join: filterRule('-1 -2 -t -o -e -j'),
  sort: filterRule(
    '-k -t -o -T -S --parallel --output --key --field-separator --buffer-size',
    '-o',
    '--output',
  ),
  jq: programRule('-f --from-file --indent --tab', '-f', '--from-file'),
  yq: programRule('-f', '-f'),
  awk: programRule('-F -v -f', '-f'),
  gawk: programRule('-F -v -f', '-f'),
  sed: programRule('-e -f --expression --file', '-e', '-f', '--expression'),
  grep: programRule('-e -f -A -B -C -m --include --exclude', '-e', '-f'),
  zgrep: programRule('-e -f -A -B -C -m', '-e', '-f'),
  csvgrep: programRule('-c -m -r -f', '-m', '-r', '-f'),
  csvsql: filterRule('--query --db --tables -i --insert'),
  cp: copyRule,
  mv: copyRule,
  rsync: copyRule,
  scp: copyRule,
  install: copyRule,
  ln: copyRule,
  gzip: compressRule,
  pigz: compressRule,
  gunzip: compressRule,
  bzip2: compressRule,
  bunzip2: compressRule,
  xz: compressRule,
  unxz: compressRule,
  zstd: compressRule,
  unzstd: compressRule,
  split: splitRule,
};
