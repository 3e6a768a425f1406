const INSIDE = /(?<=[^\s"'`(=$\\])\$([A-Za-z_]\w*)(?=[./:@%+,~-])/g;

/**
 * The grammar loses `$b` in `$a/$b.csv`, a name behind an expansion and a literal: with braces it does not. The answer also
 * says behind which offsets of the new text two characters were added.
 */
export function withBraces(text: string): { text: string; braced: number[] } {
  const braced: number[] = [];
  const changed = text.replace(INSIDE, (all, name: string, offset: number) => {
    braced.push(offset + all.length + 2 * (braced.length + 1));
    return `\${${name}}`;
  });
  return { text: changed, braced };
}
