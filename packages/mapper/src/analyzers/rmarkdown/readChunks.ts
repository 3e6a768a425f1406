/** One chunk of code in a document. */
export interface Chunk {
  /** `r`, `python`, `sql`, `bash`, as the fence names it, in lower case. */
  engine: string;
  /** Options of the fence and of `#|` lines, unquoted. */
  options: ReadonlyMap<string, string>;
  /** Offsets of the code in the document. */
  start: number;
  end: number;
  /** 1-based line of the first line of code. */
  line: number;
}

const FENCE = /^([ \t>]*)(`{3,}|~{3,})\s*\{\s*\.?([A-Za-z][\w.]*)([^}]*)\}\s*$/;
const OPTION = /([\w.-]+)\s*=\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^,]+)/g;
const HASH_PIPE = /^\s*(?:#|--|\/\/)\|\s*([\w.-]+)\s*:\s*(.*?)\s*$/;
const ENGINES: Readonly<Record<string, string>> = {
  sh: 'bash',
  shell: 'bash',
  zsh: 'bash',
  python3: 'python',
  py: 'python',
};

function unquoted(text: string): string {
  return text.trim().replace(/^(["'])(.*)\1$/, '$2');
}

function optionsOf(fence: string): Map<string, string> {
  return new Map([...fence.matchAll(OPTION)].map((match) => [match[1] ?? '', unquoted(match[2] ?? '')]));
}

/** Reads the options that stand on the first lines of a chunk; answers the length of those lines. */
function readHashPipes(options: Map<string, string>, code: string): { length: number; lines: number } {
  let [length, lines] = [0, 0];
  for (const line of code.split('\n')) {
    const match = HASH_PIPE.exec(line);
    if (!match) break;
    options.set(match[1] ?? '', unquoted(match[2] ?? ''));
    length += line.length + 1;
    lines += 1;
  }
  return { length, lines };
}

/** The chunks of an R Markdown or Quarto document, in order. A chunk that never ends, ends with the document. */
export function readChunks(text: string): Chunk[] {
  const chunks: Chunk[] = [];
  let open:
    | { fence: string; engine: string; options: Map<string, string>; start: number; line: number }
    | undefined;
  let offset = 0;
  const close = (end: number): void => {
    if (!open) return;
    const { engine, options, start, line } = open;
    const skipped = readHashPipes(options, text.slice(start, end));
    const from = Math.min(end, start + skipped.length);
    chunks.push({ engine, options, start: from, end, line: line + skipped.lines });
    open = undefined;
  };
  for (const [index, line] of text.split('\n').entries()) {
    const plain = line.replace(/\r$/, '');
    if (open && plain.trim().startsWith(open.fence) && /^[`~>\s]*$/.test(plain)) close(offset);
    else if (!open) {
      const match = FENCE.exec(plain);
      if (match) {
        const engine = (match[3] ?? '').toLowerCase();
        open = {
          fence: match[2] ?? '```',
          engine: ENGINES[engine] ?? engine,
          options: optionsOf(match[4] ?? ''),
          start: offset + line.length + 1,
          line: index + 2,
        };
      }
    }
    offset += line.length + 1;
  }
  close(text.length);
  return chunks;
}
