import type { Argument, Expression } from '../../facts/program.js';
import type { SyntaxNode } from '../../syntax/syntaxNode.js';
import { expandBraces } from './expandBraces.js';
import { joinWords } from './joinWords.js';
import { lowerExpansion } from './lowerExpansion.js';
import { lowerSubstitution } from './lowerSubstitution.js';
import {
  constantOf,
  NOTHING,
  nameOf,
  ruleCall,
  type ShellLowering,
  sourceOf,
  WORDS,
} from './shellLowering.js';

const EXPANDED: ReadonlySet<string> = new Set([
  'simple_expansion',
  'expansion',
  'command_substitution',
  'arithmetic_expansion',
]);
const ANSI: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

/** Literal text with the expansions of the node's children in it. */
export function lowerQuoted(lowering: ShellLowering, node: SyntaxNode, from: number, to: number): Expression {
  const parts: Expression[] = [];
  let at = from;
  const literal = (end: number): void => {
    if (end > at)
      parts.push(constantOf(lowering.text.slice(at, end).replace(/\\(["$`\\]|\r?\n)/g, unescaped)));
  };
  for (const child of node.children) {
    if (!EXPANDED.has(child.type) || child.start < at) continue;
    literal(child.start);
    parts.push(lowerWord(lowering, child));
    at = child.end;
  }
  literal(to);
  return joinWords(parts);
}

function unescaped(_all: string, escaped: string): string {
  return escaped.trim() === '' ? '' : escaped;
}

function ansi(text: string): string {
  return text.replace(/\\(.)/gs, (_all, escaped: string) => ANSI[escaped] ?? escaped);
}

/** One word as an expression. */
export function lowerWord(lowering: ShellLowering, node: SyntaxNode): Expression {
  const source = sourceOf(lowering, node);
  switch (node.type) {
    case 'raw_string':
      return constantOf(source.slice(1, -1));
    case 'ansi_c_string':
      return constantOf(ansi(source.slice(2, -1)));
    case 'string':
      return lowerQuoted(lowering, node, node.start + 1, Math.max(node.start + 1, node.end - 1));
    case 'simple_expansion':
    case 'expansion':
      return lowerExpansion(lowering, node, lowerWord);
    case 'concatenation':
      return joinWords(node.children.map((child) => lowerWord(lowering, child)));
    case 'command_substitution':
    case 'process_substitution':
      return lowerSubstitution(lowering, node);
    case 'arithmetic_expansion':
      return NOTHING;
    case 'array':
      return { kind: 'list', items: lowerWords(lowering, node.children).map((each) => each.value) };
    default:
      return constantOf(source.replace(/\\(\r?\n)/g, '').replace(/\\(.)/gs, '$1'));
  }
}

/** `$@` and `${list[@]}`, quoted or not. */
export function wholeList(lowering: ShellLowering, node: SyntaxNode): Expression | undefined {
  const source = sourceOf(lowering, node).replace(/^"|"$/g, '');
  if (/^\$[@*]$|^\$\{[@*]\}$/.test(source)) return nameOf(WORDS);
  const list = /^\$\{(\w+)\[[@*]\]\}$/.exec(source)?.[1];
  return list === undefined ? undefined : nameOf(list);
}

function lowerArgument(lowering: ShellLowering, node: SyntaxNode): Argument[] {
  const list = wholeList(lowering, node);
  if (list) return [{ value: list, spread: 'list' }];
  if (node.type === 'simple_expansion' || node.type === 'expansion')
    return [{ value: ruleCall(lowering, 'split', [lowerWord(lowering, node)], node), spread: 'list' }];
  const source = sourceOf(lowering, node);
  if (/^(word|concatenation|brace_expression)$/.test(node.type) && !/["'$`\\]/.test(source)) {
    return expandBraces(source).map((word) => ({ value: constantOf(word) }));
  }
  return [{ value: lowerWord(lowering, node) }];
}

/** Words as arguments: lists and unquoted variables are spread, braces are expanded. */
export function lowerWords(lowering: ShellLowering, nodes: readonly SyntaxNode[]): Argument[] {
  return nodes.flatMap((node) => lowerArgument(lowering, node));
}
