import { mapTexts } from '../../../values/texts.js';
import { constant, NOTHING, type Value } from '../../../values/value.js';
import { optionOf, parseOptions } from '../parseOptions.js';
import { type CommandRule, type CommandRules, type ShellCommand, wordOf } from '../shellCommand.js';

/** Words that are no options, before and behind `--`. */
function pathsOf(command: ShellCommand, values = ''): readonly Value[] {
  const { operands, rest } = parseOptions(command.words, { values });
  return [...operands, ...rest];
}

const dirnameRule: CommandRule = (command) => {
  const [path] = pathsOf(command);
  return path
    ? mapTexts(path, (text) => (text.includes('/') ? text.replace(/\/[^/]*\/?$/, '') || '/' : '.'))
    : NOTHING;
};

const basenameRule: CommandRule = (command) => {
  const options = parseOptions(command.words, { values: '-s --suffix' });
  const [path, second] = pathsOf(command, '-s --suffix');
  const suffix = wordOf(second ?? optionOf(options, '-s', '--suffix'));
  if (!path) return NOTHING;
  return mapTexts(path, (text) => {
    const name = text.replace(/\/+$/, '').split('/').at(-1) ?? text;
    return suffix !== '' && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
  });
};

const realpathRule: CommandRule = (command) => pathsOf(command)[0] ?? NOTHING;

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

/** Commands that answer paths. */
export const pathCommands: CommandRules = {
  dirname: dirnameRule,
  basename: basenameRule,
  realpath: realpathRule,
  readlink: realpathRule,
  pwd: directoryRule,
  ls: listRule,
  find: listRule,
};
