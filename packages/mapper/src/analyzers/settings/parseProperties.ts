import type { ConfigValue } from '../../facts/configValue.js';

const ENTRY = /^\s*((?:\\.|[^\s:=\\])+)\s*(?:[:=]\s*|\s)(.*)$/;

/** Java properties: `key=value` or `key: value`, continued by a backslash; keys keep their dots and are nested as well. */
export function parseProperties(text: string): Record<string, ConfigValue> {
  const entries = text
    .replace(/\\\r?\n\s*/g, '')
    .split(/\r?\n/)
    .flatMap((line): [string, string][] => {
      const [, key, value = ''] = /^\s*([#!]|$)/.test(line) ? [] : (ENTRY.exec(line) ?? []);
      return key === undefined ? [] : [[key.replace(/\\(.)/g, '$1'), value.trim().replace(/\\(.)/g, '$1')]];
    });
  return Object.fromEntries(entries);
}
