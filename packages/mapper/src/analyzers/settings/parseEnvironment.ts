import type { ConfigValue } from '../../facts/configValue.js';

const LINE = /^\s*(?:export\s+|set\s+)?([A-Za-z_][\w.]*)\s*=\s*(.*)$/;
const REFERENCE = /\$\{(\w+)(?::?-([^}]*))?\}|\$(\w+)/g;

/** The value between its quotes, or up to a comment. */
function writtenValue(text: string): { value: string; expands: boolean } {
  const single = /^'([^']*)'/.exec(text);
  if (single) return { value: single[1] ?? '', expands: false };
  const double = /^"((?:[^"\\]|\\.)*)"/.exec(text);
  if (double)
    return { value: (double[1] ?? '').replace(/\\n/g, '\n').replace(/\\(.)/g, '$1'), expands: true };
  return { value: text.replace(/(^|\s)#.*$/, '').trim(), expands: true };
}

/** `.env`, `.Renviron` and their like: `NAME=value`, with references to names above. */
export function parseEnvironment(text: string): Record<string, ConfigValue> {
  const values = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const [, name, rest = ''] = LINE.exec(line) ?? [];
    if (name === undefined || /^\s*#/.test(line)) continue;
    const { value, expands } = writtenValue(rest.trim());
    const expand = (all: string, braced?: string, fallback?: string, plain?: string): string =>
      values.get(braced ?? plain ?? '') ?? fallback ?? all;
    values.set(name, expands ? value.replace(REFERENCE, expand) : value);
  }
  return Object.fromEntries(values);
}
