import type { ConfigValue } from '../../facts/configValue.js';

type Settings = { [key: string]: ConfigValue };

const KEY = /^\s*("(?:[^"\\]|\\.)*"|[\w.$-]+(?:\."[^"]*")*)\s*(\+?=|:|(?=\{))\s*/;
const REFERENCE = /\$\{(\??)([^}]+)\}/g;
const MAXIMUM_DEPTH = 60;

function isSettings(value: ConfigValue | undefined): value is Settings {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Names that would reach into the prototype of the object that holds the settings. */
function isSafe(name: string): boolean {
  return name !== '__proto__' && name !== 'constructor' && name !== 'prototype';
}

function keysOf(written: string): string[] {
  return (written.match(/"(?:[^"\\]|\\.)*"|[^."]+/g) ?? [])
    .map((part) => part.replace(/^"(.*)"$/, '$1'))
    .filter(isSafe);
}

/** The object that holds the last of the keys; it is made on the way. */
function holder(settings: Settings, keys: readonly string[]): Settings {
  let current = settings;
  for (const key of keys) {
    const known = Object.hasOwn(current, key) ? current[key] : undefined;
    const next: Settings = isSettings(known) ? known : {};
    current[key] = next;
    current = next;
  }
  return current;
}

function lookup(settings: Settings, path: string): ConfigValue | undefined {
  let current: ConfigValue | undefined = settings;
  for (const key of keysOf(path))
    current = isSettings(current) && Object.hasOwn(current, key) ? current[key] : undefined;
  return current;
}

/** A text with what the file itself says in place of references; an environment variable stays one. */
function withReferences(settings: Settings, text: string): string {
  return text.replace(REFERENCE, (all, _optional: string, path: string) => {
    const known = lookup(settings, path.trim());
    return typeof known === 'string' || typeof known === 'number' ? String(known) : all.replace('?', '');
  });
}

function unquoted(raw: string): string {
  const text = raw.trim();
  if (/^"""[\s\S]*"""$/.test(text)) return text.slice(3, -3);
  // Quoted and plain parts that follow each other are one text: ${base}"/trips".
  const parts = text.match(/"(?:[^"\\]|\\.)*"|\$\{[^}]*\}|[^"$]+|\$/g) ?? [];
  return parts
    .map((part) => (part.startsWith('"') ? part.slice(1, -1).replace(/\\(.)/g, '$1') : part))
    .join('')
    .trim();
}

function scalar(settings: Settings, raw: string): ConfigValue {
  const text = raw.trim();
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (/^(true|false|yes|no|on|off)$/.test(text)) return /^(true|yes|on)$/.test(text);
  if (text === 'null') return null;
  return withReferences(settings, unquoted(text));
}

function listOf(settings: Settings, raw: string): ConfigValue {
  const inner = raw.trim().replace(/^\[/, '').replace(/\]$/, '');
  return inner
    .split(/[,\n]/)
    .map((item) => item.trim())
    .filter((item) => item !== '' && !item.startsWith('#'))
    .map((item) => scalar(settings, item));
}

/** An optional reference replaces a value only where its variable is set: the value before it stays as the default. */
function assigned(known: ConfigValue | undefined, value: ConfigValue, raw: string): ConfigValue {
  const optional = /^\$\{\?([^}]+)\}$/.exec(raw.trim());
  if (!optional || known === undefined || known === null || typeof known === 'object') return value;
  return `\${${optional[1]}:${known}}`;
}

function withoutComment(line: string): string {
  let quoted = false;
  for (let at = 0; at < line.length; at += 1) {
    const char = line[at];
    if (char === '"') quoted = !quoted;
    else if (!quoted && (char === '#' || (char === '/' && line[at + 1] === '/' && line[at - 1] !== ':')))
      return line.slice(0, at);
  }
  return line;
}

/**
 * Reads the settings of a HOCON file: nested and dotted keys, references within the file, environment variables with the
 * value before them as their default. Includes and merges of lists are left out.
 */
export function readHocon(text: string): Settings {
  const root: Settings = {};
  const open: Settings[] = [root];
  let pending: { into: Settings; key: string; raw: string } | undefined;
  for (const written of text
    .replace(/"""[\s\S]*?"""/g, (block) => block.replace(/\s*\n\s*/g, ' '))
    .split('\n')) {
    let line = withoutComment(written).trimEnd();
    if (pending) {
      pending.raw += `\n${line}`;
      if (!line.includes(']')) continue;
      pending.into[pending.key] = listOf(root, pending.raw.slice(0, pending.raw.indexOf(']') + 1));
      pending = undefined;
      continue;
    }
    for (let guard = 0; line.trim() !== '' && guard < 200; guard += 1) {
      const rest = line.trimStart();
      if (/^[},]/.test(rest)) {
        if (rest.startsWith('}') && open.length > 1) open.pop();
        line = rest.slice(1);
        continue;
      }
      if (rest.startsWith('{')) {
        line = rest.slice(1);
        if (open.length === 1 && open[0] === root) open.push(root);
        continue;
      }
      const match = KEY.exec(rest);
      const current = open.at(-1) ?? root;
      if (!match) break;
      const keys = keysOf(match[1] ?? '');
      const last = keys.at(-1);
      if (last === undefined) break;
      const value = rest.slice(match[0].length);
      if (value.startsWith('{')) {
        if (open.length < MAXIMUM_DEPTH) open.push(holder(current, keys));
        line = value.slice(1);
        continue;
      }
      const into = holder(current, keys.slice(0, -1));
      if (value.startsWith('[') && !value.includes(']')) {
        pending = { into, key: last, raw: value };
        break;
      }
      const end = value.startsWith('[') ? value.indexOf(']') + 1 : endOfScalar(value);
      const raw = value.slice(0, end);
      const read = raw.startsWith('[') ? listOf(root, raw) : scalar(root, raw);
      into[last] = assigned(Object.hasOwn(into, last) ? into[last] : undefined, read, raw);
      line = value.slice(end);
    }
  }
  return root;
}

/** Where a value on a line ends: before a comma or a closing brace outside of quotes and references. */
function endOfScalar(value: string): number {
  let [quoted, reference] = [false, false];
  for (let at = 0; at < value.length; at += 1) {
    const char = value[at];
    if (char === '"') quoted = !quoted;
    else if (!quoted && char === '$' && value[at + 1] === '{') reference = true;
    else if (reference && char === '}') reference = false;
    else if (!quoted && !reference && (char === ',' || char === '}')) return at;
  }
  return value.length;
}
