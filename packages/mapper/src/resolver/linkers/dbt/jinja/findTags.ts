/** A tag of a template: `{% … %}`, `{{ … }}` or `{# … #}`. */
export interface TemplateTag {
  start: number;
  end: number;
}

const CLOSES: Readonly<Record<string, string>> = { '{%': '%}', '{{': '}}', '{#': '#}' };

/** The end of a tag; what stands in quotes closes none. */
function endBehindQuotes(text: string, from: number, close: string): number {
  let quote = '';
  for (let at = from; at < text.length; at += 1) {
    const letter = text.charAt(at);
    if (quote !== '') {
      if (letter === '\\') at += 1;
      else if (letter === quote) quote = '';
    } else if (letter === "'" || letter === '"') quote = letter;
    else if (text.startsWith(close, at)) return at + close.length;
  }
  return -1;
}

/** Every tag in order. When quotes do not pair, they count for nothing from there on. */
export function findTags(text: string): TemplateTag[] {
  const tags: TemplateTag[] = [];
  let paired = true;
  for (let start = text.indexOf('{'); start >= 0; ) {
    const close = CLOSES[text.slice(start, start + 2)];
    if (close === undefined) {
      start = text.indexOf('{', start + 1);
      continue;
    }
    let end = paired && close !== '#}' ? endBehindQuotes(text, start + 2, close) : -1;
    if (end < 0) {
      paired = paired && close === '#}';
      const plain = text.indexOf(close, start + 2);
      if (plain < 0) break;
      end = plain + close.length;
    }
    tags.push({ start, end });
    start = text.indexOf('{', end);
  }
  return tags;
}
