import type { Flow } from '../../values/flow.js';
import { isEmptyFlow, joinFlows, NO_FLOW } from '../../values/flow.js';
import { mapTexts } from '../../values/texts.js';
import { flowOf, type Value } from '../../values/value.js';
import { CODE_FILE, isDataPath } from './isDataPath.js';
import { type ShellCommand, wordOf } from './shellCommand.js';

const ABSOLUTE = /^(\/|~|[a-z][\w+.-]*:\/\/|[a-z]:[\\/])/i;
/** A path as seen from where the command runs; a `-` and devices are none. */
export function pathOf(command: ShellCommand, value: Value | undefined): Value | undefined {
  const text = wordOf(value);
  if (!value || text === '-' || /^\/dev\/|^&\d/.test(text)) return undefined;
  const folder = command.call.named.get('cwd');
  const base = folder?.texts ? wordOf(folder).replace(/\/+$/, '') : '';
  const written = mapTexts(value, (path) => path.replace(/^file:\/\//, ''));
  if (base === '' || base === '.') return written;
  return mapTexts(written, (path) => (ABSOLUTE.test(path) || /^\{/.test(path) ? path : `${base}/${path}`));
}

/** The text of a query or of settings that the repository has; `script` remembers which file it is. */
export function scriptText(command: ShellCommand, path: Value): Value | undefined {
  const text = path.texts?.length === 1 ? command.machine.config(wordOf(path)) : undefined;
  return text?.texts ? { ...text, fields: new Map([['script', path]]) } : undefined;
}

/** Reads a file that a command names, if it may hold data. */
export function readFile(command: ShellCommand, value: Value | undefined): Flow {
  const path = pathOf(command, value);
  if (!path) return NO_FLOW;
  if (!path.texts) return flowOf(path);
  return isDataPath(wordOf(path)) ? command.machine.read(command.call, path) : NO_FLOW;
}

/** Writes a file that a command names, if it may hold data. */
export function writeFile(command: ShellCommand, value: Value | undefined, data: Flow): void {
  const path = pathOf(command, value);
  if (path?.texts && (isDataPath(wordOf(path)) || (!isEmptyFlow(data) && !CODE_FILE.test(wordOf(path)))))
    command.machine.write(command.call, path, data);
}

/** Everything that some files hold. */
export function readFiles(command: ShellCommand, values: readonly Value[]): Flow {
  return values.map((value) => readFile(command, value)).reduce(joinFlows, NO_FLOW);
}
