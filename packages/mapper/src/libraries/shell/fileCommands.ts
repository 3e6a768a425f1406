import { type Flow, isEmptyFlow, joinFlows } from '../../values/flow.js';
import { concatenate, mapTexts, stringOf } from '../../values/texts.js';
import { carrying, constant, NOTHING, type Value } from '../../values/value.js';
import { isDataPath } from './isDataPath.js';
import { hasOption, optionOf, parseOptions } from './parseOptions.js';
import { type CommandRule, type CommandRules, inputFlow, type ShellCommand, wordOf } from './shellCommand.js';
import { pathOf, readFile, readFiles, scriptText, writeFile } from './shellPaths.js';

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

/** A copy between places of which at least one is known to hold data. */
const copyRule: CommandRule = (command) => {
  const options = parseOptions(command.words, {
    values: '-t --target-directory -e --rsh --exclude --include --filter -P -i -F -o -l --bwlimit -S',
  });
  const target = optionOf(options, '-t', '--target-directory') ?? options.operands.at(-1);
  const sources = optionOf(options, '-t', '--target-directory')
    ? options.operands
    : options.operands.slice(0, -1);
  if (!target) return NOTHING;
  for (const source of sources) {
    const [from, to] = [remote(pathOf(command, source)), remote(pathOf(command, target))];
    if (!from?.texts || !to?.texts || !isDataPath(wordOf(from))) continue;
    const data = command.machine.read(command.call, from);
    command.machine.write(command.call, inFolder(to, from), data);
  }
  return NOTHING;
};

/** A file that is copied into a folder keeps its name. */
function inFolder(to: Value, from: Value): Value {
  const [target, name] = [wordOf(to), wordOf(from).split('/').at(-1) ?? ''];
  const last = target.split('/').at(-1) ?? '';
  const folder =
    /\.\w+$/.test(name) && !name.includes('*') && (last === '' || last === '.' || !/\.\w+$/.test(last));
  if (!folder) return to;
  const own = mapTexts(from, (path) => path.split('/').at(-1) ?? path);
  const base = mapTexts(to, (path) => path.replace(/\/?\.?$/, ''));
  return wordOf(base) === '' ? own : concatenate([base, constant('/'), own]);
}

/** `user@host:path` of scp and rsync. */
function remote(value: Value | undefined): Value | undefined {
  return (
    value &&
    mapTexts(value, (path) => {
      const match = /^(?:[\w.{}-]+@)?([\w.{}-]{2,}):(?!\/\/)(.+)$/.exec(path);
      return match ? `sftp://${match[1]}/${(match[2] ?? '').replace(/^\//, '')}` : path;
    })
  );
}

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

const unzipRule: CommandRule = (command) => {
  const options = parseOptions(command.words, { values: '-d -x -P' });
  const [archive, ...members] = options.operands;
  if (!archive) return NOTHING;
  const data = readFile(command, archive);
  if (hasOption(options, '-p')) return carrying(data);
  extract(command, archive, optionOf(options, '-d'), members, data);
  return NOTHING;
};

/** Files that leave an archive: those that are named, else its folder. */
function extract(
  command: ShellCommand,
  archive: Value,
  folder: Value | undefined,
  members: readonly Value[],
  data: Flow,
): void {
  if (isEmptyFlow(data)) return;
  const beside = mapTexts(archive, (path) =>
    path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '',
  );
  const into = folder ?? (command.name === 'unzip' || command.name === 'tar' ? constant('.') : beside);
  const base = mapTexts(into, (path) => path.replace(/\/+$/, ''));
  const targets = members.filter((each) => isDataPath(wordOf(each)));
  if (targets.length === 0 && /^\.?$/.test(wordOf(base))) return;
  const written =
    targets.length > 0 ? targets.map((each) => concatenate([base, constant('/'), each])) : [base];
  for (const target of written) command.machine.write(command.call, pathOf(command, target), data);
}

const tarRule: CommandRule = (command) => {
  const [first, ...rest] = command.words;
  const bundled =
    first && /^[cxtzjJvfpa]+$/.test(wordOf(first))
      ? [mapTexts(first, (text) => `-${text}`), ...rest]
      : command.words;
  const options = parseOptions(bundled, {
    values: '-f --file -C --directory --exclude --transform --strip-components -T -I',
  });
  const archive = optionOf(options, '-f', '--file');
  const folder = optionOf(options, '-C', '--directory');
  if (hasOption(options, '-x', '--extract', '--get')) {
    const piped = !archive || wordOf(archive) === '-';
    const data = piped ? inputFlow(command) : readFile(command, archive);
    extract(command, archive ?? constant(''), folder, options.operands, data);
    return carrying(data);
  }
  if (!hasOption(options, '-c', '--create')) return NOTHING;
  const data = readFiles(command, options.operands);
  if (archive && wordOf(archive) !== '-' && !isEmptyFlow(data)) writeFile(command, archive, data);
  return carrying(data);
};

/** `zip archive files`, `7z a archive files`, `7z x archive -ofolder`. */
const zipRule: CommandRule = (command) => {
  const seven = command.name.startsWith('7z');
  const verb = seven ? wordOf(command.words[0]) : 'a';
  const options = parseOptions(command.words.slice(seven ? 1 : 0), { values: '-x -i' });
  const [archive, ...files] = options.operands;
  if (!archive) return NOTHING;
  if (verb === 'x' || verb === 'e') {
    const target = [...options.given.keys()].some((each) => each.startsWith('-o'));
    const given = command.words
      .map(wordOf)
      .find((word) => /^-o./.test(word))
      ?.slice(2);
    extract(command, archive, target && given ? constant(given) : undefined, [], readFile(command, archive));
    return NOTHING;
  }
  const data = readFiles(command, files);
  if (!isEmptyFlow(data)) writeFile(command, archive, data);
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

const dirnameRule: CommandRule = (command) => {
  const [path] = parseOptions(command.words, { values: '' }).operands;
  return path
    ? mapTexts(path, (text) => (text.includes('/') ? text.replace(/\/[^/]*\/?$/, '') || '/' : '.'))
    : NOTHING;
};

const basenameRule: CommandRule = (command) => {
  const options = parseOptions(command.words, { values: '-s --suffix' });
  const [path, second] = options.operands;
  const suffix = wordOf(second ?? optionOf(options, '-s', '--suffix'));
  if (!path) return NOTHING;
  return mapTexts(path, (text) => {
    const name = text.replace(/\/+$/, '').split('/').at(-1) ?? text;
    return suffix !== '' && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
  });
};

const realpathRule: CommandRule = (command) =>
  parseOptions(command.words, { values: '' }).operands[0] ?? NOTHING;

const directoryRule: CommandRule = (command) => {
  const folder = command.call.named.get('cwd');
  return folder?.texts ? folder : constant('.');
};

/** `ls folder/*.csv`, `find folder -name '*.csv'`: names of files, no data. */
const listRule: CommandRule = (command) => {
  const [folder] = parseOptions(command.words, { values: '' }).operands;
  const words = command.words.map(wordOf);
  const pattern = words[words.findIndex((word) => /^-i?name$/.test(word)) + 1];
  const named = command.name === 'find' && words.some((word) => /^-i?name$/.test(word));
  if (!folder) return { ...NOTHING, hint: 'file' };
  const files =
    named && pattern !== undefined
      ? mapTexts(folder, (path) => `${path.replace(/\/+$/, '')}/${pattern}`)
      : folder;
  return found(command, words, files) ?? (wordOf(files).includes('*') ? files : { ...NOTHING, hint: 'file' });
};

/** `find … -exec command {} \;`. */
function found(command: ShellCommand, words: readonly string[], files: Value): Value | undefined {
  const at = words.findIndex((word) => /^-exec(dir)?$/.test(word));
  if (at < 0) return undefined;
  const rest = command.words.slice(at + 2).filter((word) => !/^(;|\+)$/.test(wordOf(word)));
  return command.run(
    words[at + 1] ?? '',
    rest.map((word) => (wordOf(word) === '{}' ? files : word)),
  );
}

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
  echo: echoRule,
  printf: printfRule,
  tee: teeRule,
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
  unzip: unzipRule,
  tar: tarRule,
  zip: zipRule,
  '7z': zipRule,
  '7za': zipRule,
  split: splitRule,
  dirname: dirnameRule,
  basename: basenameRule,
  realpath: realpathRule,
  readlink: realpathRule,
  pwd: directoryRule,
  ls: listRule,
  find: listRule,
};
