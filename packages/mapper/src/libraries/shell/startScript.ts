import { mapTexts } from '../../values/texts.js';
import type { Value } from '../../values/value.js';
import { environmentOf, type ShellCommand, wordOf } from './shellCommand.js';
import { pathOf } from './shellPaths.js';

const MAXIMUM_WAYS = 8;

/** The words in each of the ways that their values allow, side by side. */
function ways(words: readonly Value[]): string[][] {
  const most = Math.max(1, ...words.map((word) => word.texts?.length ?? 1));
  return Array.from({ length: Math.min(most, MAXIMUM_WAYS) }, (_each, index) =>
    words.map((word) => {
      const text = word.texts?.[Math.min(index, word.texts.length - 1)];
      return wordOf(text ? { ...word, texts: [text] } : word);
    }),
  );
}

/** Starts a script of the repository; one that the repository does not have is no start. */
export function startScript(command: ShellCommand, script: Value, words: readonly Value[]): void {
  const path = pathOf(command, script) ?? script;
  for (const [located = '', ...rest] of ways([path, ...words])) {
    if (/^[\w+.-]*:\/\//.test(located) && !/\.(py|ipynb|sql|R|sh)$/.test(located)) continue;
    command.machine.start(command.call, located, rest, environmentOf(command));
  }
}

/** Starts a Python module by its dotted name, wherever its package lies. */
export function startModule(command: ShellCommand, module: Value, words: readonly Value[]): void {
  const path = mapTexts(module, (name) => name.replace(/:.*$/, '').replaceAll('.', '/'));
  for (const [before, after] of [
    ['', '.py'],
    ['', '/__main__.py'],
    ['src/', '.py'],
    ['src/', '/__main__.py'],
  ])
    startScript(
      command,
      mapTexts(path, (text) => `${before}${text}${after}`),
      words,
    );
}
