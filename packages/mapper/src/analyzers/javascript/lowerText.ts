import type { Expression } from '../../facts/program.js';
import type { SyntaxNode } from '../../syntax/syntaxNode.js';
import { constantOf, type JavascriptLowering, sourceOf } from './javascriptLowering.js';

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\n': '', '0': '\0' };

function unescaped(text: string): string {
  return text.replace(/\\(x[0-9a-f]{2}|u\{[0-9a-f]+\}|u[0-9a-f]{4}|\r?\n|.)/gis, (_all, code: string) => {
    if (/^[xu]./i.test(code) && code.length > 2) {
      const point = Number.parseInt(code.replace(/[xu{}]/gi, ''), 16);
      return point <= 0x10ffff ? String.fromCodePoint(point) : code;
    }
    return ESCAPES[code.replace('\r', '')] ?? code;
  });
}

/** A string literal, or a template with its substitutions. */
export function lowerText(
  lowering: JavascriptLowering,
  node: SyntaxNode,
  lowerInner: (node: SyntaxNode) => Expression,
): Expression {
  if (node.type === 'string') return constantOf(unescaped(sourceOf(lowering, node).slice(1, -1)));
  const parts: Expression[] = [];
  let at = node.start + 1;
  const literal = (end: number): void => {
    if (end > at) parts.push(constantOf(unescaped(lowering.text.slice(at, end))));
  };
  for (const child of node.children) {
    if (child.type !== 'template_substitution') continue;
    literal(child.start);
    const [inner] = child.children;
    if (inner) parts.push(lowerInner(inner));
    at = child.end;
  }
  literal(Math.max(at, node.end - 1));
  const [only] = parts;
  if (!only) return constantOf('');
  return parts.length === 1 && only.kind === 'constant' ? only : { kind: 'text', parts };
}
