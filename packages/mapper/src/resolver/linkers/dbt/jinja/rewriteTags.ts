import { findTags } from './findTags.js';

/** Line markers in the text of a template: characters that no source contains. */
const OPEN = '\uE000';
const CLOSE = '\uE001';
const RAW = /\{%[-+]?\s*raw\s*[-+]?%\}([\s\S]*?)\{%[-+]?\s*endraw\s*[-+]?%\}/g;
const NO_SQL = /\{%[-+]?\s*(docs|materialization)\b[\s\S]*?\{%[-+]?\s*end\1\s*[-+]?%\}/g;
const DATA_TEST = /\{%[-+]?\s*(?:data_)?test\s[\s\S]*?\{%[-+]?\s*end(?:data_)?test\s*[-+]?%\}/g;
const SNAPSHOT = /\{%[-+]?\s*(?:snapshot\s+\w+|endsnapshot)\s*[-+]?%\}/g;
const IMPORTS = /\{%[-+]?\s*(?:import|from|extends|include)\b[\s\S]*?%\}/g;
const LOCATED = /\b(ref|source)\s*\((?=\s*['"\w])/g;

function blanked(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}

function quoted(text: string): string {
  return `{{ "${text.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '')}" }}`;
}

function countLines(text: string): number {
  return text.split('\n').length - 1;
}

/** Tags in the words that the parser knows; `do` becomes an assignment that nobody reads. */
function plainTag(tag: string): string {
  return tag
    .replace(/\\([\s\S])/g, (all, next: string) => (/[ntrbfv'"\\]/.test(next) ? all : `\\\\${next}`))
    .replace(/^\{(%|\{)\+/, '{$1')
    .replace(/\+(%|\})\}$/, '$1}')
    .replace(/^(\{%-?\s*)do\s+/, '$1set _ = ')
    .replace(/^(\{%-?\s*end(?:macro|call|for|if|set|filter))\s+\w+(\s*-?%\})$/, '$1$2');
}

/** Puts the line into every `ref` and `source` of a tag. */
function located(tag: string, line: number): string {
  return tag.replace(LOCATED, (all, name: string, at: number) => {
    const before = tag[at - 1] ?? '';
    if (before === "'" || before === '"') return all;
    return `${name}("${OPEN}${line + countLines(tag.slice(0, at))}${CLOSE}", `;
  });
}

function marked(text: string, line: number): string {
  let current = line;
  return text.replace(/\n/g, () => {
    current += 1;
    return `\n${OPEN}${current}${CLOSE}`;
  });
}

/**
 * Writes a template of dbt so that a Jinja parser without dbt's own tags and without positions can read it. With `lines`,
 * text carries markers of its lines, and `ref` and `source` the line on which they stand.
 */
export function rewriteTags(template: string, lines: boolean): string {
  const plain = template
    .replaceAll(OPEN, ' ')
    .replaceAll(CLOSE, ' ')
    .replace(NO_SQL, blanked)
    .replace(DATA_TEST, blanked)
    .replace(SNAPSHOT, blanked)
    .replace(IMPORTS, blanked)
    .replace(/\{%[-+]?\s*%\}/g, blanked);
  const raw = plain.replace(RAW, (_all, text: string) => quoted(text));
  const parts: string[] = lines ? [`${OPEN}1${CLOSE}`] : [];
  let at = 0;
  let line = 1;
  const push = (text: string, isTag: boolean): void => {
    if (isTag) parts.push(lines ? located(plainTag(text), line) : plainTag(text));
    else parts.push(lines ? marked(text, line) : text);
    line += countLines(text);
  };
  for (const { start, end } of findTags(raw)) {
    const tag = raw.slice(start, end);
    push(raw.slice(at, start), false);
    push(tag, true);
    at = end;
    if (lines && tag.includes('\n')) parts.push(`${OPEN}${line}${CLOSE}`);
  }
  push(raw.slice(at), false);
  return parts.join('');
}

/** Text without markers, and the source line of each of its lines. */
export interface UnmarkedText {
  text: string;
  lines: number[];
}

/** Takes the markers out again: each line of the text gets the source line that was named last. */
export function unmark(text: string): UnmarkedText {
  const lines: number[] = [];
  let current = 1;
  const plain = text.split('\n').map((each) => {
    const before = current;
    const marks = [...each.matchAll(MARK)];
    const first = marks[0];
    const last = marks.at(-1);
    if (last) current = Number(last[1]);
    lines.push(first ? Number(first[1]) : before);
    return each.replace(MARK, '');
  });
  return { text: plain.join('\n'), lines };
}

const MARK = new RegExp(`${OPEN}(\\d+)${CLOSE}`, 'g');

const ONLY_MARK = new RegExp(`^${OPEN}\\d+${CLOSE}$`);

/** Whether a text is nothing but a marker. */
export function isMark(text: string): boolean {
  return ONLY_MARK.test(text);
}

/** The last line that a text names; undefined when it names none. */
export function lastMark(text: string): number | undefined {
  const at = text.lastIndexOf(OPEN);
  return at < 0 ? undefined : Number.parseInt(text.slice(at + 1), 10);
}
