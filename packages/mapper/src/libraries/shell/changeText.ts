/** A shell pattern as a regular expression. */
function expressionOf(pattern: string, greedy: boolean): string {
  return pattern.replace(/\\?[\s\S]/g, (each) => {
    if (each === '*') return greedy ? '[\\s\\S]*' : '[\\s\\S]*?';
    if (each === '?') return '[\\s\\S]';
    return each.replace(/^\\(.)/, '$1').replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  });
}

function withoutSuffix(text: string, pattern: string, longest: boolean): string {
  const suffix = new RegExp(`^(?:${expressionOf(pattern, true)})$`);
  const starts = Array.from({ length: text.length + 1 }, (_each, index) => index);
  const found = (longest ? starts : starts.reverse()).find((start) => suffix.test(text.slice(start)));
  return found === undefined ? text : text.slice(0, found);
}

/** What `${name<operator>pattern}` makes of a text. Long texts stay as they are: nobody trims them. */
export function changeText(text: string, operator: string, pattern: string): string {
  if (text.length > 500 || pattern.length > 100 || (pattern.match(/\*/g)?.length ?? 0) > 3) return text;
  switch (operator) {
    case '%':
    case '%%':
      return withoutSuffix(text, pattern, operator === '%%');
    case '#':
      return text.replace(new RegExp(`^${expressionOf(pattern, false)}`), '');
    case '##':
      return text.replace(new RegExp(`^${expressionOf(pattern, true)}`), '');
    case '/':
    case '//': {
      const [from = '', to = ''] = pattern.split(/(?<!\\)\/([\s\S]*)/);
      const search = new RegExp(expressionOf(from, true), operator === '//' ? 'g' : '');
      return from === '' ? text : text.replace(search, () => to);
    }
    case '^^':
      return text.toUpperCase();
    case ',,':
      return text.toLowerCase();
    default:
      return text;
  }
}
