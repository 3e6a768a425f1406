/** A part of a script: a management command, or a query. Offsets into the script. */
export interface KqlPart {
  command: boolean;
  start: number;
  end: number;
}

const STRING = /[hH]?@?(```|~~~|"|')/y;
const COMMAND_LINE = /^[ \t]*\.[a-z]/;

/** The end of the string that starts at `from`, or undefined when none does. A plain string ends with its line at the latest. */
function endOfString(text: string, from: number): number | undefined {
  STRING.lastIndex = from;
  const quote = STRING.exec(text)?.[1];
  if (quote === undefined) return undefined;
  const opened = STRING.lastIndex;
  if (quote.length === 3) {
    const closed = text.indexOf(quote, opened);
    return closed < 0 ? text.length : closed + 3;
  }
  const verbatim = text[opened - 2] === '@';
  let at = opened;
  for (; at < text.length && text[at] !== '\n'; at += 1) {
    if (text[at] === quote) return at + 1;
    if (text[at] === '\\' && !verbatim) at += 1;
  }
  return at;
}

/** The script with comments turned to spaces: every offset stays. */
export function withoutComments(text: string): string {
  let result = '';
  for (let at = 0; at < text.length; ) {
    if (text.startsWith('//', at)) {
      const end = text.indexOf('\n', at);
      const stop = end < 0 ? text.length : end;
      result += ' '.repeat(stop - at);
      at = stop;
      continue;
    }
    const end = endOfString(text, at) ?? at + 1;
    result += text.slice(at, end);
    at = end;
  }
  return result;
}

/** Blocks between blank lines that stand outside every bracket and string, or before a command. */
function blocksOf(text: string): KqlPart[] {
  const blocks: KqlPart[] = [];
  let depth = 0;
  let start = 0;
  const close = (end: number): void => {
    const block = text.slice(start, end);
    if (block.trim() !== '')
      blocks.push({ command: COMMAND_LINE.test(block.trimStart()), start: start + block.search(/\S/), end });
    start = end;
  };
  for (let at = 0; at < text.length; ) {
    const lineStart = at === 0 || text[at - 1] === '\n';
    if (lineStart) {
      const end = text.indexOf('\n', at);
      const line = text.slice(at, end < 0 ? text.length : end);
      if (COMMAND_LINE.test(line) && (depth <= 0 || line.startsWith('.'))) {
        close(at);
        depth = 0;
      } else if (line.trim() === '' && depth <= 0) {
        close(at);
        depth = 0;
      }
    }
    const string = endOfString(text, at);
    if (string === undefined) {
      const character = text[at] ?? '';
      if ('([{'.includes(character)) depth += 1;
      else if (')]}'.includes(character)) depth -= 1;
    }
    at = string ?? at + 1;
  }
  close(text.length);
  return blocks;
}

/** Whether a block goes on with the one before it in spite of the blank line. */
function continues(before: string, block: string): boolean {
  return /([;|=,(]|<\|)\s*$/.test(before) || /^[|),]/.test(block);
}

/**
 * Splits a script (without comments) into commands and queries. Blank lines end a query as in Kusto's own tools, unless the
 * text around them is one query: `joins` says whether a text reads as one.
 */
export function splitKql(text: string, joins: (text: string) => boolean): KqlPart[] {
  const parts: KqlPart[] = [];
  for (const block of blocksOf(text)) {
    const last = parts.at(-1);
    const written = text.slice(block.start, block.end);
    const before = last ? text.slice(last.start, last.end) : '';
    const goesOn = last && !block.command && continues(before, written);
    if (goesOn) last.end = block.end;
    else parts.push({ ...block });
  }
  const queries = parts.filter((part) => !part.command);
  const [first, last] = [queries[0], queries.at(-1)];
  const several = queries.length > 1 && queries.length === parts.length;
  return several && first && last && joins(text.slice(first.start, last.end))
    ? [{ command: false, start: first.start, end: last.end }]
    : parts;
}
