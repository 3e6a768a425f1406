import type { Expression } from '../../facts/program.js';
import type { SyntaxNode } from '../../syntax/syntaxNode.js';
import { type Lowering, sourceOf } from './lowering.js';

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\n': '', '0': '\0' };

function withoutEscapes(text: string): string {
  return text.replace(/\\(x[0-9a-f]{2}|u[0-9a-f]{4}|\r?\n|.)/gis, (_all, code: string) => {
    if (/^[xu]./i.test(code) && code.length > 2)
      return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return ESCAPES[code.replace('\r', '')] ?? (/[\\'"]/.test(code) ? code : `\\${code}`);
  });
}

/** A string literal as one constant, or as text with the interpolated parts of an f-string. */
export function lowerString(
  lowering: Lowering,
  node: SyntaxNode,
  lowerInner: (node: SyntaxNode) => Expression,
): Expression {
  const opening = node.children[0];
  const prefix = opening ? sourceOf(lowering, opening).replace(/['"]/g, '').toLowerCase() : '';
  const formatted = prefix.includes('f') || prefix.includes('t');
  const parts: Expression[] = [];
  for (const child of node.children) {
    if (child.type === 'string_content') {
      const raw = sourceOf(lowering, child);
      const plain = prefix.includes('r') ? raw : withoutEscapes(raw);
      parts.push({
        kind: 'constant',
        value: formatted ? plain.replace(/\{\{/g, '{').replace(/\}\}/g, '}') : plain,
      });
    } else if (child.type === 'interpolation') {
      const inner = child.children.find((part) => part.field === 'expression') ?? child.children[0];
      if (inner) parts.push(lowerInner(inner));
    }
  }
  return joinText(parts);
}

/** Adjacent constants become one; a text without any hole becomes a constant. */
export function joinText(parts: readonly Expression[]): Expression {
  const joined: Expression[] = [];
  for (const part of parts.flatMap((each) => (each.kind === 'text' ? each.parts : [each]))) {
    const last = joined.at(-1);
    if (part.kind === 'constant' && last?.kind === 'constant') {
      joined[joined.length - 1] = { kind: 'constant', value: `${last.value}${part.value}` };
    } else joined.push(part);
  }
  const only = joined[0];
  if (!only) return { kind: 'constant', value: '' };
  return joined.length === 1 && only.kind === 'constant' ? only : { kind: 'text', parts: joined };
}
