import { type Flow, isEmptyFlow } from '../../../values/flow.js';
import { concatenate, mapTexts } from '../../../values/texts.js';
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
import { pathOf, readFile, readFiles, writeFile } from '../shellPaths.js';

const unzipRule: CommandRule = (command) => {
  const options = parseOptions(command.words, { values: '-d -x -P' });
  const [archive, ...members] = options.operands;
  if (!archive || isSystem(optionOf(options, '-d'))) return NOTHING;
  const data = readFile(command, archive);
  if (hasOption(options, '-p')) return carrying(data);
  extract(command, archive, optionOf(options, '-d'), members, data);
  return NOTHING;
};

/** Programs are unpacked where a machine keeps them. */
function isSystem(folder: Value | undefined): boolean {
  return /^\/(usr|opt|bin|etc|lib|root)(\/|$)/.test(wordOf(folder)) && !wordOf(folder).startsWith('/opt/ml');
}

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
    if (isSystem(folder)) return NOTHING;
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

/** Commands that put files into archives and take them out. */
export const archiveCommands: CommandRules = {
  unzip: unzipRule,
  tar: tarRule,
  zip: zipRule,
  '7z': zipRule,
  '7za': zipRule,
};
