import type { Value } from '../../../values/value.js';
import { wordOf } from '../shellCommand.js';

/** Words without the options that stand before the service. */
export function withoutGlobals(words: readonly Value[]): Value[] {
  const values = /^--(profile|region|endpoint-url|output|query|ca-bundle|project|account|configuration)$/;
  let index = 0;
  while (index < words.length && wordOf(words[index]).startsWith('-'))
    index += values.test(wordOf(words[index])) ? 2 : 1;
  return words.slice(index);
}
