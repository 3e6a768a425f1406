/**
 * Hashes names and numbers to a 32-bit seed, so that every column and window has its own repeatable stream.
 * FNV-1a over UTF-16 code units, finished with MurmurHash3's mixer; parts are separated, so ('ab','c') and
 * ('a','bc') differ.
 */
export function seedFrom(...parts: (string | number)[]): number {
  const text = parts.join('\u0000');
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
