import type { ConfigValue } from '../../facts/configValue.js';

/** A value with the offsets of its text; members and items keep theirs. */
export interface JsonNode {
  start: number;
  end: number;
  value: ConfigValue;
  members?: Map<string, JsonNode>;
  items?: JsonNode[];
}

export interface ParsedJson {
  root: JsonNode;
  /** What stopped reading; what stands before it is kept. */
  problem?: { offset: number; message: string };
}

const MAXIMUM_DEPTH = 200;
const BLANK = /(?:[\s\uFEFF]+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
const STRING = /"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'/y;
const WORD = /[^\s,:[\]{}"'/]+/y;

class Stop extends Error {
  constructor(
    readonly offset: number,
    message: string,
  ) {
    super(message);
  }
}

/** Reads JSON as people write it: comments, trailing commas and single quotes pass. */
class JsonParser {
  private at = 0;

  constructor(private readonly text: string) {}

  document(): JsonNode {
    const root = this.value(0);
    this.blank();
    if (this.at < this.text.length) throw new Stop(this.at, 'text after the end of the value');
    return root;
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? '';
    this.at += found.length;
    return found;
  }

  private blank(): void {
    this.match(BLANK);
  }

  private take(character: string): boolean {
    this.blank();
    if (this.text[this.at] !== character) return false;
    this.at += 1;
    return true;
  }

  private value(depth: number): JsonNode {
    if (depth > MAXIMUM_DEPTH) throw new Stop(this.at, 'nested too deeply');
    this.blank();
    const start = this.at;
    if (this.take('{')) return this.object(start, depth);
    if (this.take('[')) return this.list(start, depth);
    const value = this.scalar();
    return { start, end: this.at, value };
  }

  private scalar(): ConfigValue {
    const start = this.at;
    const quoted = this.match(STRING);
    if (quoted !== '') return unquoted(quoted);
    const word = this.match(WORD);
    if (word === 'true' || word === 'false') return word === 'true';
    if (word === 'null') return null;
    const number = Number(word);
    if (word === '' || Number.isNaN(number)) throw new Stop(start, 'a value is expected');
    return Number.isFinite(number) ? number : word;
  }

  private object(start: number, depth: number): JsonNode {
    const members = new Map<string, JsonNode>();
    while (!this.take('}')) {
      const key = this.value(depth + 1);
      if (typeof key.value !== 'string') throw new Stop(key.start, 'a key is expected');
      if (!this.take(':')) throw new Stop(this.at, 'a colon is expected');
      members.set(key.value, { ...this.value(depth + 1), start: key.start });
      if (this.take(',')) continue;
      if (this.take('}')) break;
      throw new Stop(this.at, 'a comma or the end of the object is expected');
    }
    const entries = [...members].map(([name, node]): [string, ConfigValue] => [name, node.value]);
    return { start, end: this.at, value: Object.fromEntries(entries), members };
  }

  private list(start: number, depth: number): JsonNode {
    const items: JsonNode[] = [];
    while (!this.take(']')) {
      items.push(this.value(depth + 1));
      if (this.take(',')) continue;
      if (this.take(']')) break;
      throw new Stop(this.at, 'a comma or the end of the list is expected');
    }
    return { start, end: this.at, value: items.map((item) => item.value), items };
  }
}

/** The text between quotes; escapes that JSON does not know stand for themselves. */
function unquoted(quoted: string): string {
  try {
    const parsed: unknown = quoted.startsWith('"') ? JSON.parse(quoted) : undefined;
    if (typeof parsed === 'string') return parsed;
  } catch {
    // Read below: escapes that JSON does not know.
  }
  return quoted.slice(1, -1).replace(/\\([\s\S])/g, '$1');
}

/** Parses a JSON text with the place of each of its parts. Never throws. */
export function parseJson(text: string): ParsedJson {
  try {
    return { root: new JsonParser(text).document() };
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return {
      root: { start: 0, end: text.length, value: null },
      problem: { offset: error.offset, message: error.message },
    };
  }
}
