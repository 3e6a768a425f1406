import { parseDocument } from 'yaml';

const HEADER = /^---[ \t]*\r?\n([\s\S]*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/;

/** A parameter of a document with its default. */
export interface DocumentParameter {
  name: string;
  value: string | number | boolean | null | (string | number)[];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function defaultOf(value: unknown): DocumentParameter['value'] {
  if (isRecord(value)) return 'value' in value ? defaultOf(value.value) : null;
  if (Array.isArray(value))
    return value.filter((each) => typeof each === 'string' || typeof each === 'number');
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

/** `params` of the YAML header; none when there is no header that can be read. */
export function readHeader(text: string): DocumentParameter[] {
  const header = HEADER.exec(text)?.[1];
  if (header === undefined) return [];
  // `!r` marks an expression of R: its text is no value.
  const parsed: unknown = parseDocument(header.replace(/!(?:r|expr)\s[^\n]*/g, 'null'), {
    logLevel: 'silent',
  }).toJS({ maxAliasCount: 50 });
  const params = isRecord(parsed) ? parsed.params : undefined;
  return isRecord(params)
    ? Object.entries(params).map(([name, value]) => ({ name, value: defaultOf(value) }))
    : [];
}
