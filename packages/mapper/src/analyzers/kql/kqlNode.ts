import type { KustoNode } from './kustoParser.js';

/** A node of KQL without tokens and lists: members of a list carry the list's field. */
export interface KqlNode {
  type: string;
  field: string;
  start: number;
  end: number;
  /** Name of a reference or declaration, value of a string, spelling of any other literal. */
  text?: string;
  children: KqlNode[];
}

const MAXIMUM_DEPTH = 300;
const LIST = /^(SyntaxList|SeparatedElement)\$/;
const NAMED = /^(NameReference|NameDeclaration|LiteralExpression|CompoundStringLiteralExpression)$/;

const names = new WeakMap<object, string>();

/** Names of compiled generic types, as `Kusto.Language.Syntax.SyntaxList$1$…`. */
function typeOf(node: KustoNode): string {
  const known = names.get(node.constructor);
  if (known !== undefined) return known;
  const name: unknown = Reflect.get(node.constructor, '$$name');
  const plain = typeof name === 'string' ? name.replaceAll('Kusto.Language.Syntax.', '') : '';
  names.set(node.constructor, plain);
  return plain;
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/g, (_all, code: string) => (code === 'n' ? '\n' : code === 't' ? '\t' : code));
}

/** The value of a string in any of its forms: `'a'`, `@"a"`, `h'a'`, ```` ```a``` ````; undefined when it is none. */
export function stringLiteral(literal: string): string | undefined {
  const match = /^[hH]?(@)?(```|~~~|"|')([\s\S]*)\2$/.exec(literal.trim());
  if (!match) return undefined;
  const [, verbatim, quote = '', inner = ''] = match;
  if (quote.length === 3) return inner;
  return verbatim ? inner.replaceAll(quote + quote, quote) : unescaped(inner);
}

function nameOf(written: string): string {
  const bracketed = /^\[([\s\S]*)\]$/.exec(written);
  return bracketed ? (stringLiteral(bracketed[1] ?? '') ?? written) : written;
}

function textOf(type: string, written: string): string {
  if (type.startsWith('Name')) return nameOf(written);
  const parts = written.match(/[hH]?@?("([^"\\]|\\.)*"|'([^'\\]|\\.)*')/g) ?? [];
  return type.startsWith('Compound') ? parts.map((part) => stringLiteral(part) ?? '').join('') : written;
}

function copyChildren(node: KustoNode, text: string, field: string, depth: number, into: KqlNode[]): void {
  for (let index = 0; index < node.ChildCount; index += 1) {
    const child = node.GetChild(index);
    const type = child ? typeOf(child) : 'SyntaxToken';
    if (!child || type.startsWith('SyntaxToken')) continue;
    const own = field === '' ? (child.NameInParent ?? '') : field;
    if (LIST.test(type)) copyChildren(child, text, own, depth + 1, into);
    else {
      const [start, end] = [child.TextStart, child.End];
      if (start < end) into.push(copyNode(child, type, text, own, depth + 1, start, end));
    }
  }
}

function copyNode(
  node: KustoNode,
  type: string,
  text: string,
  field: string,
  depth: number,
  start: number,
  end: number,
): KqlNode {
  const copy: KqlNode = { type, field, start, end, children: [] };
  if (NAMED.test(type)) copy.text = textOf(type, text.slice(start, end));
  else if (depth < MAXIMUM_DEPTH) copyChildren(node, text, '', depth, copy.children);
  return copy;
}

/** Copies the tree out of the parser's objects. */
export function kqlTree(root: KustoNode, text: string): KqlNode {
  return copyNode(root, typeOf(root), text, '', 0, 0, text.length);
}

export function childOf(node: KqlNode, field: string): KqlNode | undefined {
  return node.children.find((child) => child.field === field);
}

export function childrenOf(node: KqlNode, field: string): KqlNode[] {
  return node.children.filter((child) => child.field === field);
}
