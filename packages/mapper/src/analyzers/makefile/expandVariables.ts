const MAXIMUM_DEPTH = 10;
const MAXIMUM_LENGTH = 20_000;
const SHELL_CALL = /^shell\s+([\s\S]*)$/;

type Call = (args: readonly string[]) => string;

function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter(Boolean);
}

function eachWord(change: (word: string) => string): Call {
  return (args) =>
    wordsOf(args.at(-1) ?? '')
      .map(change)
      .join(' ');
}

function substituted(word: string, from: string, to: string): string {
  const [before = '', after] = from.split('%');
  if (after === undefined)
    return word.endsWith(from) ? `${word.slice(0, word.length - from.length)}${to}` : word;
  const fits = word.length >= before.length + after.length && word.startsWith(before) && word.endsWith(after);
  return fits ? to.replace('%', word.slice(before.length, word.length - after.length)) : word;
}

const CALLS: Readonly<Record<string, Call>> = {
  wildcard: (args) => args[0] ?? '',
  sort: (args) => args[0] ?? '',
  strip: (args) => (args[0] ?? '').trim(),
  abspath: (args) => args[0] ?? '',
  realpath: (args) => args[0] ?? '',
  lastword: (args) => wordsOf(args[0] ?? '').at(-1) ?? '',
  firstword: (args) => wordsOf(args[0] ?? '')[0] ?? '',
  dir: eachWord((word) => (word.includes('/') ? word.slice(0, word.lastIndexOf('/') + 1) : './')),
  notdir: eachWord((word) => word.split('/').at(-1) ?? word),
  basename: eachWord((word) => word.replace(/\.[^./]*$/, '')),
  addprefix: ([prefix = '', list = '']) =>
    wordsOf(list)
      .map((word) => `${prefix}${word}`)
      .join(' '),
  addsuffix: ([suffix = '', list = '']) =>
    wordsOf(list)
      .map((word) => `${word}${suffix}`)
      .join(' '),
  patsubst: ([from = '', to = '', list = '']) =>
    wordsOf(list)
      .map((word) => substituted(word, from.trim(), to.trim()))
      .join(' '),
  subst: ([from = '', to = '', text = '']) => (from === '' ? text : text.replaceAll(from, to)),
  if: (args) => ((args[0] ?? '').trim() === '' ? (args[2] ?? '') : (args[1] ?? '')),
  or: (args) => args.find((each) => each.trim() !== '') ?? '',
};

/** Where the bracket that opens at `open` closes. */
function closing(text: string, open: number): number {
  const [left, right] = text[open] === '{' ? ['{', '}'] : ['(', ')'];
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === left) depth += 1;
    else if (text[at] === right) depth -= 1;
    if (depth === 0) return at;
  }
  return -1;
}

/** Splits at commas outside brackets. */
function argumentsOf(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const each of text) {
    if (each === '(' || each === '{') depth += 1;
    else if (each === ')' || each === '}') depth -= 1;
    if (each === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += each;
  }
  return parts;
}

/** Fills `$(name)`, `$(function …)` and automatic variables; what the file does not define stays a variable of the shell. */
export function expandVariables(text: string, variables: ReadonlyMap<string, string>, depth = 0): string {
  if (depth > MAXIMUM_DEPTH || !text.includes('$')) return text;
  let result = '';
  for (let at = 0; at < text.length && result.length < MAXIMUM_LENGTH; at += 1) {
    const next = text[at + 1] ?? '';
    if (text[at] !== '$') result += text[at];
    else if (next === '$') {
      result += '$';
      at += 1;
    } else if (next === '(' || next === '{') {
      const end = closing(text, at + 1);
      if (end < 0) return `${result}${text.slice(at)}`;
      result += reference(text.slice(at + 2, end), variables, depth);
      at = end;
    } else {
      result += variables.get(next) ?? `$${next}`;
      at += 1;
    }
  }
  return result;
}

function reference(written: string, variables: ReadonlyMap<string, string>, depth: number): string {
  const inner = expandVariables(written, variables, depth + 1);
  const shell = SHELL_CALL.exec(inner);
  if (shell) return `$(${shell[1]})`;
  const [, name = '', rest = ''] = /^([a-z]+)\s+([\s\S]*)$/.exec(inner) ?? [];
  const call = Object.hasOwn(CALLS, name) ? CALLS[name] : undefined;
  if (call) return call(argumentsOf(rest));
  const [, list, from, to] = /^([\w.-]+):([^=]*)=(.*)$/.exec(inner) ?? [];
  if (list !== undefined) {
    const value = expandVariables(variables.get(list) ?? '', variables, depth + 1);
    return wordsOf(value)
      .map((word) => substituted(word, from ?? '', to ?? ''))
      .join(' ');
  }
  const value = variables.get(inner.trim());
  if (value !== undefined) return expandVariables(value, variables, depth + 1);
  return inner.trim() === 'CURDIR' ? '.' : `\${${inner.trim().replace(/\W+/g, '_')}}`;
}
