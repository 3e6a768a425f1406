import type { Command } from '../facts/pipeline.js';

const TOKEN =
  /\\\r?\n|"((?:[^"\\]|\\.)*)"|'([^']*)'|(&&|\|\||[;|\n])|((?:\\.|[^\s"'&|;\\]|&(?!&))+)|[ \t\r]+|./gs;

/** Splits a shell text into commands and each into words. Quotes are dropped; nothing is expanded. */
export function shellCommands(text: string): Command[] {
  const commands: Command[] = [[]];
  let joined = false;
  for (const [all, double, single, separator, plain] of text.matchAll(TOKEN)) {
    const word = double ?? single ?? plain;
    if (separator !== undefined) commands.push([]);
    if (word !== undefined) appendWord(commands, word.replace(/\\(.)/gs, '$1'), joined);
    joined = word !== undefined && all !== '';
  }
  return commands.filter((command) => command.length > 0);
}

/** `a"b"c` is one word: pieces that touch belong together. */
function appendWord(commands: Command[], word: string, joined: boolean): void {
  const command = commands.at(-1);
  if (!command) return;
  const last = command.length - 1;
  if (joined && last >= 0) command[last] = `${command[last]}${word}`;
  else command.push(word);
}
