import type { Value } from '../../../values/value.js';
import { likelyText } from '../dotnetRules.js';

/** The account that a connection string or an address names; a secret one is a hole. */
export function accountOf(value: Value | undefined): string {
  const text = likelyText(value);
  const named = /AccountName=([^;]+)/i.exec(text ?? '')?.[1];
  const host = /^https?:\/\/([^./]+)\./i.exec(text ?? '')?.[1];
  if (named ?? host) return named ?? host ?? '';
  return /^\{[^{}]*\}$/.test(text ?? '') ? (text ?? '') : `{${value?.hint ?? 'account'}}`;
}
