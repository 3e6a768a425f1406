import { spell } from '../../values/text.js';
import { mapTexts } from '../../values/texts.js';
import type { Value } from '../../values/value.js';

/** A command's words, told apart. */
export interface Options {
  /** Values of options by name with their dashes; a flag without a value has an empty list. */
  readonly given: ReadonlyMap<string, readonly Value[]>;
  readonly operands: readonly Value[];
  /** What follows `--`. */
  readonly rest: readonly Value[];
}

export interface OptionStyle {
  /** Options that take the next word as their value. */
  readonly values: string;
  /** Long options have one dash and short ones never join: Java, Hadoop, SQL Server. */
  readonly singleDash?: true;
}

class Reader {
  readonly given = new Map<string, Value[]>();
  readonly operands: Value[] = [];
  rest: readonly Value[] = [];
  private readonly values: ReadonlySet<string>;

  constructor(
    private readonly words: readonly Value[],
    private readonly style: OptionStyle,
  ) {
    this.values = new Set(style.values.split(' '));
  }

  private add(name: string, value?: Value): void {
    const known = this.given.get(name) ?? [];
    this.given.set(name, value ? [...known, value] : known);
  }

  /** Reads one word; answers how many it used. */
  read(index: number): number {
    const word = this.words[index];
    const text = word?.texts ? spell(word.texts[0]?.value ?? '') : undefined;
    if (!word || text === undefined || !/^-./.test(text)) {
      if (word) this.operands.push(word);
      return 1;
    }
    if (text === '--') {
      this.rest = this.words.slice(index + 1);
      return this.words.length;
    }
    const equals = text.indexOf('=');
    if ((text.startsWith('--') || this.style.singleDash) && equals > 0) {
      this.add(
        text.slice(0, equals),
        mapTexts(word, (each) => each.slice(each.indexOf('=') + 1)),
      );
      return 1;
    }
    if (text.startsWith('--') || this.style.singleDash || /^-\d/.test(text)) return this.long(text, index);
    return this.short(word, text, index);
  }

  private long(text: string, index: number): number {
    const takes = this.values.has(text);
    this.add(text, takes ? this.words[index + 1] : undefined);
    return takes ? 2 : 1;
  }

  /** `-sSLo file`, `-ofile`. */
  private short(word: Value, text: string, index: number): number {
    if (this.values.has(text)) return this.long(text, index);
    for (let at = 1; at < text.length; at += 1) {
      const name = `-${text[at]}`;
      if (!this.values.has(name)) this.add(name);
      else if (at < text.length - 1) {
        this.add(
          name,
          mapTexts(word, (each) => each.slice(at + 1)),
        );
        return 1;
      } else {
        this.add(name, this.words[index + 1]);
        return 2;
      }
    }
    return 1;
  }
}

/** Tells options, their values and operands apart. */
export function parseOptions(words: readonly Value[], style: OptionStyle): Options {
  const reader = new Reader(words, style);
  for (let index = 0; index < words.length; ) index += reader.read(index);
  return reader;
}

/** The value of the first of some options that is given. */
export function optionOf(options: Options, ...names: readonly string[]): Value | undefined {
  for (const name of names) {
    const value = options.given.get(name)?.at(-1);
    if (value) return value;
  }
  return undefined;
}

export function hasOption(options: Options, ...names: readonly string[]): boolean {
  return names.some((name) => options.given.has(name));
}
