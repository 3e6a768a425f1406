import { canonicalName } from './canonicalName.js';
import { canonicalNamespace } from './canonicalNamespace.js';

/**
 * The identity of a dataset: two spellings of the same data have equal keys. Lower case for tables, case-sensitive
 * for files and objects; scheme aliases, default ports, slashes, query strings, partitions and shards are folded.
 * The key is for comparing and hashing, never for showing: show the spelling that was seen.
 */
export function canonicalKey(namespace: string, name: string): string {
  const folded = canonicalNamespace({ namespace, name });
  return `${folded.namespace}|${canonicalName(folded.namespace, folded.name)}`;
}
