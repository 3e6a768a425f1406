import type { Expression } from '../../facts/program.js';
import type { SyntaxNode } from '../../syntax/syntaxNode.js';
import { constantOf, type JvmLowering, partsOf, sourceOf } from '../java/jvmLowering.js';
import { unescapedText } from '../java/lowerString.js';

const FORMAT = /^%[-#+ 0,(\d.]*[a-zA-Z]/;

/** The text that a string literal stands for; nothing is escaped between triple quotes. */
export function scalaString(source: string): string {
  return source.startsWith('"""')
    ? source.slice(3, source.endsWith('"""') ? -3 : undefined)
    : unescapedText(source.slice(1, -1));
}

/** `s"…$name…${code}"`. `lower` lowers the code in the holes. */
export function lowerInterpolation(
  lowering: JvmLowering,
  node: SyntaxNode,
  lower: (node: SyntaxNode) => Expression,
): Expression {
  const [interpolator] = node.children;
  const string = node.children.find((child) => child.type === 'interpolated_string') ?? node;
  const source = sourceOf(lowering, string);
  const quotes = source.startsWith('"""') ? 3 : 1;
  const style = interpolator ? sourceOf(lowering, interpolator) : 's';
  const read = (from: number, to: number, behindHole: boolean): string => {
    const text = lowering.text.slice(from, to).replaceAll('$$', '$');
    const formatted = style === 'f' && behindHole ? text.replace(FORMAT, '') : text;
    return quotes === 3 || style === 'raw' ? formatted : unescapedText(formatted);
  };
  const parts: Expression[] = [];
  let from = string.start + quotes;
  let behindHole = false;
  for (const hole of partsOf(string).filter((child) => child.type === 'interpolation')) {
    parts.push(constantOf(read(from, hole.start, behindHole)));
    const inner = partsOf(hole)[0];
    if (inner) parts.push(lower(inner));
    from = hole.end;
    behindHole = true;
  }
  parts.push(constantOf(read(from, Math.max(from, string.end - quotes), behindHole)));
  return { kind: 'text', parts };
}
