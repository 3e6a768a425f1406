const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  '0': '\0',
  s: ' ',
};

/** Text of a literal without its quotes, escapes resolved. */
export function unescapedText(text: string): string {
  return text.replace(
    /\\(?:u+([0-9a-fA-F]{4})|(\n)|([\s\S]))/g,
    (_all, code: string | undefined, broken: string | undefined, plain: string | undefined) => {
      if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
      if (broken !== undefined) return '';
      return ESCAPES[plain ?? ''] ?? plain ?? '';
    },
  );
}

/** A text block: the indentation that all its lines share is none of it. */
function textBlock(text: string): string {
  const lines = text
    .replace(/^"""[ \t]*\r?\n?/, '')
    .replace(/"""$/, '')
    .split('\n');
  const indented = lines.filter((line, index) => line.trim() !== '' || index === lines.length - 1);
  const margin = Math.min(...indented.map((line) => line.length - line.trimStart().length), 200);
  return unescapedText(lines.map((line) => line.slice(margin)).join('\n'));
}

/** The text that a Java string literal stands for. */
export function javaString(source: string): string {
  return source.startsWith('"""') ? textBlock(source) : unescapedText(source.slice(1, -1));
}
