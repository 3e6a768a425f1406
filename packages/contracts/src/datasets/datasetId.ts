import { canonicalKey } from './canonicalKey.js';

const OFFSET = 0xcbf29ce484222325n;
const PRIME = 0x100000001b3n;

/**
 * The id of a dataset in the joined graph: 64-bit FNV-1a of its canonical key as 16 hex digits. Not node:crypto, because
 * the console computes it too.
 * @see http://www.isthe.com/chongo/tech/comp/fnv/
 */
export function datasetId(namespace: string, name: string): string {
  let hash = OFFSET;
  for (const byte of new TextEncoder().encode(canonicalKey(namespace, name))) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * PRIME);
  }
  return hash.toString(16).padStart(16, '0');
}
