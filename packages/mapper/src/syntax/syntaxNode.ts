import type { Language } from 'web-tree-sitter';
import type { TreeWalker } from './treeWalker.js';

/** A named node copied out of the parser's memory, so that the tree can be freed at once. */
export interface SyntaxNode {
  type: string;
  field: string | null;
  start: number;
  end: number;
  line: number;
  endLine: number;
  /** Text of the anonymous operator of this node, if it has one. */
  operator?: string;
  children: SyntaxNode[];
}

const MAXIMUM_DEPTH = 400;
const UNUSED: ReadonlySet<string> = new Set([
  'comment',
  'line_continuation',
  'type_conversion',
  'format_specifier',
]);

/** Anonymous tokens that are never a node's operator. */
const PUNCTUATION: ReadonlySet<string> = new Set([
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  ',',
  ';',
  ':',
  '"',
  "'",
  '\n',
]);

/** Where each line of a text starts. */
function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/**
 * Copies a tree out of the parser. Every question to the walker crosses into WebAssembly, so as few as can be are asked:
 * lines are counted here, and what a type is called is looked up.
 */
class TreeCopier {
  private readonly starts: readonly number[];
  private readonly types: readonly string[];
  private readonly fields: readonly (string | null)[];

  constructor(
    private readonly walker: TreeWalker,
    text: string,
    language: Language,
    private readonly named: (type: number) => boolean,
  ) {
    this.starts = lineStarts(text);
    this.types = language.types;
    this.fields = language.fields;
  }

  /** The 1-based line of an offset that is not before the line `from`. */
  private lineOf(offset: number, from: number): number {
    const { starts } = this;
    if (offset < (starts[from] ?? Number.POSITIVE_INFINITY)) return from;
    let [low, high] = [from, starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  copy(type: number, fromLine: number, depth: number): SyntaxNode {
    const { walker } = this;
    const [start, end] = [walker.start, walker.end];
    const line = this.lineOf(start, fromLine);
    const field = this.fields[walker.field] ?? null;
    const children: SyntaxNode[] = [];
    const node: SyntaxNode = {
      type: this.types[type] ?? 'ERROR',
      field,
      start,
      end,
      line,
      endLine: this.lineOf(end, line),
      children,
    };
    if (depth <= MAXIMUM_DEPTH && walker.firstChild()) this.copyChildren(node, depth);
    return node;
  }

  private copyChildren(node: SyntaxNode, depth: number): void {
    const { walker } = this;
    do {
      const type = walker.type;
      const name = this.types[type] ?? 'ERROR';
      if (this.named(type)) {
        if (!UNUSED.has(name)) node.children.push(this.copy(type, node.line, depth + 1));
      } else if (!PUNCTUATION.has(name) && this.fields[walker.field] === 'operator') {
        node.operator = name;
      }
    } while (walker.nextSibling());
    walker.parent();
  }
}

/** Which types of a language have names, by id: asked once for each. */
export function namedTypes(language: Language): (type: number) => boolean {
  const named = language.types.map((_name, type) => language.nodeTypeIsNamed(type));
  return (type) => named[type] ?? true;
}

/** Copies the tree below the walker's place; deeper than 400 levels it is cut, which only absurd input reaches. */
export function copyTree(
  walker: TreeWalker,
  text: string,
  language: Language,
  named: (type: number) => boolean,
): SyntaxNode {
  return new TreeCopier(walker, text, language, named).copy(walker.type, 1, 0);
}

export function fieldOf(node: SyntaxNode, field: string): SyntaxNode | undefined {
  return node.children.find((child) => child.field === field);
}

export function fieldsOf(node: SyntaxNode, field: string): SyntaxNode[] {
  return node.children.filter((child) => child.field === field);
}
