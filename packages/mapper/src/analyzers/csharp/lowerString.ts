import type { Expression } from '../../facts/program.js';
import type { SyntaxNode } from '../../syntax/syntaxNode.js';
import { type Lowering, sourceOf } from './lowering.js';

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0' };

function withoutEscapes(text: string): string {
  return text.replace(/\\(u[0-9a-f]{4}|x[0-9a-f]{1,4}|.)/gis, (_all, code: string) =>
    /^[ux]./i.test(code) && code.length > 2
      ? String.fromCharCode(Number.parseInt(code.slice(1), 16))
      : (ESCAPES[code] ?? code),
  );
}

/** Lines of a raw string lose the indentation of its last line. */
function withoutIndentation(text: string): string {
  const lines = text.split('\n');
  if (lines.length < 3) return text;
  const indentation = /^\s*/.exec(lines.at(-1) ?? '')?.[0] ?? '';
  return lines
    .slice(1, -1)
    .map((line) => (line.startsWith(indentation) ? line.slice(indentation.length) : line))
    .join('\n');
}

/** The value of a plain, verbatim or raw string. */
export function stringValue(source: string): string {
  const raw = /^("{3,})([\s\S]*?)\1(u8)?$/.exec(source);
  if (raw) return withoutIndentation(raw[2] ?? '');
  if (source.startsWith('@')) return source.slice(2, -1).replaceAll('""', '"');
  return withoutEscapes(source.replace(/^"|"(u8)?$/g, ''));
}

/** Adjacent constants become one; a text without any hole becomes a constant. */
function joinText(parts: readonly Expression[]): Expression {
  const joined: Expression[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.kind === 'constant' && last?.kind === 'constant')
      joined[joined.length - 1] = { kind: 'constant', value: `${last.value}${part.value}` };
    else joined.push(part);
  }
  const [only] = joined;
  if (!only) return { kind: 'constant', value: '' };
  return joined.length === 1 && only.kind === 'constant' ? only : { kind: 'text', parts: joined };
}

/** `$"a{b}c"` in any of its forms. */
export function lowerInterpolated(
  lowering: Lowering,
  node: SyntaxNode,
  lowerInner: (node: SyntaxNode) => Expression,
): Expression {
  const opening = lowering.text.slice(node.start, node.start + 4);
  const raw = /"""/.test(lowering.text.slice(node.start, node.start + 6));
  const verbatim = opening.includes('@') || raw;
  const parts = node.children.flatMap((child): Expression[] => {
    if (child.type === 'interpolation') {
      const inner = child.children.find((each) => !/^interpolation_/.test(each.type));
      return inner ? [lowerInner(inner)] : [];
    }
    if (!/^(string_content|escape_sequence|interpolated_string_text)$/.test(child.type)) return [];
    const plain = sourceOf(lowering, child).replaceAll('{{', '{').replaceAll('}}', '}');
    return [{ kind: 'constant', value: verbatim ? plain.replaceAll('""', '"') : withoutEscapes(plain) }];
  });
  return joinText(parts);
}
