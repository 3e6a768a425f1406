import { PlacedText } from './placedText.js';

const SHELL = /^(\s*)(?:([\w.,\s[\]'"]+?)\s*=\s*)?!{1,2}(?!=)(.*)$/s;
const MAGIC = /^(\s*)(?:([\w.,\s[\]'"]+?)\s*=\s*)?%([A-Za-z]\w*)(?:[ \t]+(.*)|)$/s;
const HELP = /^\s*\?{1,2}[\w.]+|^\s*[\w.]+\?{1,2}\s*$/;
/** Magics that measure the statement behind them. */
const TIMERS = /^(time|timeit|prun|memit|mprun|lprun)$/;
const TIMER_OPTIONS = /^(?:-\w+(?:\s+\d+)?\s+)*/;
const QUOTES = /"""|'''/g;

/** A string literal of Python whose `{name}` and `$name` IPython fills from the notebook's variables. */
function literal(text: string): string {
  const escaped = text
    .trim()
    .replace(/[\\"]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('{', '{{')
    .replaceAll('}', '}}')
    .replace(/(?<!\$)\{\{([A-Za-z_][\w.]*)\}\}/g, '{$1}')
    .replace(/\$([a-z_]\w*)/g, '{$1}');
  return `f"${escaped}"`;
}

function assigned(target: string | undefined, call: string): string {
  return target === undefined ? call : `${target.trim()} = ${call}`;
}

/** Python that does what a line of IPython does; undefined for plain Python. */
function rewritten(line: string): string | undefined {
  if (!/[%!?]/.test(line)) return undefined;
  const shell = SHELL.exec(line);
  if (shell)
    return `${shell[1]}${assigned(shell[2], `get_ipython().run_line_magic("system", ${literal(shell[3] ?? '')})`)}`;
  const magic = MAGIC.exec(line);
  if (!magic) return HELP.test(line) ? 'pass' : undefined;
  const [, indent = '', target, name = '', words = ''] = magic;
  if (TIMERS.test(name)) return `${indent}${assigned(target, words.replace(TIMER_OPTIONS, '') || 'None')}`;
  const call = `get_ipython().run_line_magic("${name}", ${literal(words)})`;
  return `${indent}${assigned(target, call)}`;
}

/** Whether a text literal of several lines is still open after the line. */
function openAfter(line: string, open: string | undefined): string | undefined {
  let state = open;
  for (const [quotes] of line.matchAll(QUOTES)) {
    if (state === undefined) state = quotes;
    else if (state === quotes) state = undefined;
  }
  return state;
}

/** A cell of IPython as plain Python: its magics and shell commands become calls, everything keeps its place. */
export function rewriteMagics(source: PlacedText): PlacedText {
  if (!/^\s*([%!?]|[^\n]*(=\s*[%!]|\?\s*$))/m.test(source.text)) return source;
  const plain = new PlacedText();
  let open: string | undefined;
  let at = 0;
  const lines = source.text.split(/(?<=\n)/);
  for (let index = 0; index < lines.length; index += 1) {
    let line = lines[index] ?? '';
    const start = at;
    at += line.length;
    const starts = open === undefined && /^\s*([%!?]|[^\n]*(=\s*[%!]|\?\s*$))/.test(line);
    while (starts && /\\\r?\n$/.test(line) && index + 1 < lines.length) {
      index += 1;
      line += lines[index] ?? '';
      at += lines[index]?.length ?? 0;
    }
    const python = starts ? rewritten(line.replace(/\r?\n$/, '')) : undefined;
    if (python === undefined) {
      plain.append(source.slice(start, at));
      open = openAfter(line, open);
    } else {
      const from = source.originOf(start);
      plain.replace(python, from, source.originOf(at - 1) - from);
      if (line.endsWith('\n')) plain.append(source.slice(at - 1, at));
    }
  }
  return plain;
}
