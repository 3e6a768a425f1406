import type { SyntaxNode } from '../../syntax/syntaxNode.js';
import { type Lowering, sourceOf } from './lowering.js';

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0' };
const RAW = /^[rR]["'](-*)[([{]([\s\S]*)[)\]}]\1["']$/;

function unescaped(text: string): string {
  return text.replace(
    /\\(?:x([0-9a-fA-F]{1,2})|u\{?([0-9a-fA-F]{1,4})\}?|([\s\S]))/g,
    (_all, hex: string | undefined, unicode: string | undefined, plain: string | undefined) => {
      const code = hex ?? unicode;
      if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
      return ESCAPES[plain ?? ''] ?? plain ?? '';
    },
  );
}

/** The text that a string literal stands for. */
export function lowerString(lowering: Lowering, node: SyntaxNode): string {
  const source = sourceOf(lowering, node);
  const raw = RAW.exec(source);
  if (raw) return raw[2] ?? '';
  return unescaped(source.slice(1, /["']$/.test(source) ? -1 : undefined));
}
