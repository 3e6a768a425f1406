import { concatenate, mapTexts } from '../../../values/texts.js';
import { constant, NOTHING, type Value } from '../../../values/value.js';
import { isDataPath } from '../isDataPath.js';
import { optionOf, parseOptions } from '../parseOptions.js';
import { type CommandRule, wordOf } from '../shellCommand.js';
import { pathOf } from '../shellPaths.js';

/** A copy between places of which at least one is known to hold data. */
export const copyRule: CommandRule = (command) => {
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
    /\.\w+$/.test(name) &&
    (last === '.' || target === './' || (!name.includes('*') && (last === '' || !/\.\w+$/.test(last))));
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
