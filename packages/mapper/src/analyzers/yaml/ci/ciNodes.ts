import { isAlias, isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import type { ShellText } from '../../../facts/pipeline.js';
import { entriesOf, lineOfOffset } from '../yamlTree.js';
import type { CiDocument } from './ciReader.js';

export interface CiEntry {
  key: string;
  value: Node | null;
  line: number;
  endLine: number;
}

/** A node, or what its alias stands for. */
export function resolved(document: CiDocument, node: Node | null | undefined): Node | null {
  if (!node) return null;
  return isAlias(node) ? (node.resolve(document.document) ?? null) : node;
}

/** Entries of a mapping, merged ones (`<<`) first. */
export function entries(document: CiDocument, node: Node | null | undefined): CiEntry[] {
  const map = resolved(document, node);
  if (!isMap(map)) return [];
  return entriesOf(document.lines, map as YAMLMap).flatMap((entry): CiEntry[] => {
    if (entry.key === '<<') return entries(document, entry.value);
    return [{ ...entry, value: resolved(document, entry.value) }];
  });
}

export function field(document: CiDocument, node: Node | null | undefined, key: string): Node | null {
  return entries(document, node).findLast((entry) => entry.key === key)?.value ?? null;
}

export function items(document: CiDocument, node: Node | null | undefined): Node[] {
  const list = resolved(document, node);
  if (!isSeq(list)) return [];
  return list.items.flatMap((item) => {
    const each = resolved(document, item as Node);
    return isSeq(each) ? items(document, each) : (each ?? []);
  });
}

/** The text of a scalar; undefined for everything else. */
export function text(document: CiDocument, node: Node | null | undefined): string | undefined {
  const scalar = resolved(document, node);
  if (!isScalar(scalar) || scalar.value === null || scalar.value === undefined) return undefined;
  return String(scalar.value);
}

export function lineOf(document: CiDocument, node: Node | null | undefined): number {
  return lineOfOffset(document.lines, node?.range?.[0] ?? 0);
}

/** Commands as they stand in the file: a block of text begins on the line after its sign. */
export function shellText(document: CiDocument, node: Node | null | undefined): ShellText | undefined {
  const scalar = resolved(document, node);
  const written = text(document, scalar);
  if (written === undefined || !isScalar(scalar)) return undefined;
  const block = scalar.type === 'BLOCK_LITERAL' || scalar.type === 'BLOCK_FOLDED';
  return { text: written, line: lineOf(document, scalar) + (block ? 1 : 0) };
}

/** Several texts as one, each on its own lines: variables of one are known in the next. */
export function joinedText(texts: readonly ShellText[]): ShellText | undefined {
  const sorted = [...texts].filter((each) => each.text.trim() !== '');
  const [first] = sorted;
  if (!first) return undefined;
  let joined = '';
  let next = first.line;
  for (const { text: own, line } of sorted) {
    if (line > next) joined += '\n'.repeat(line - next);
    joined += `${own.replace(/\n+$/, '')}\n`;
    next = Math.max(line, next) + own.replace(/\n+$/, '').split('\n').length;
  }
  return { text: joined, line: first.line };
}

/** Scalars of a mapping or of a list of `NAME=value` or `{name, value}`. */
export function variables(document: CiDocument, node: Node | null | undefined): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { key, value } of entries(document, node)) {
    const own = text(document, value) ?? text(document, field(document, value, 'value'));
    if (own !== undefined) found[key] = own;
  }
  for (const item of items(document, node)) {
    const written = text(document, item);
    const [name, ...value] = (written ?? '').split('=');
    if (written?.includes('=') && name) found[name] = value.join('=');
    const [named, given] = [
      text(document, field(document, item, 'name')),
      text(document, field(document, item, 'value')),
    ];
    if (named !== undefined && given !== undefined) found[named] = given;
  }
  return found;
}

/** Words as one line of shell, each quoted where it must be. */
export function quotedWords(words: readonly string[]): string {
  return words
    .map((word) => (/^[\w@%+=:,./${}-]+$/.test(word) ? word : `"${word.replace(/(["\\`])/g, '\\$1')}"`))
    .join(' ');
}
