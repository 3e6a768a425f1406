import type { TableSpace } from '../interpreter/machine.js';

const WITH_PUBLIC: ReadonlySet<string> = new Set(['postgres', 'redshift']);

/** The full name of a table in a space: parts that code leaves out come from the connection. */
export function tableIn(space: TableSpace, name: string): string {
  const plain = name.replace(/["`[\]]/g, '');
  const parts = plain.split('.').length;
  if (space.prefix === '' || parts >= 3) return plain;
  const prefixParts = space.prefix.split('.');
  if (parts === 2)
    return prefixParts.length > 1
      ? `${prefixParts.slice(0, -1).join('.')}.${plain}`
      : `${space.prefix}.${plain}`;
  const usual = prefixParts.length === 1 && WITH_PUBLIC.has(space.namespace.split(':')[0] ?? '');
  return usual ? `${space.prefix}.public.${plain}` : `${space.prefix}.${plain}`;
}
