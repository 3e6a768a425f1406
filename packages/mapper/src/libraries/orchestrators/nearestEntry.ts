/** How many folders two paths have in common. */
function shared(left: string, right: string): number {
  const [a, b] = [left.split('/'), right.split('/')];
  let count = 0;
  while (count < a.length - 1 && count < b.length - 1 && a[count] === b[count]) count += 1;
  return count;
}

/** Of entries that several files give one name, the one whose file is nearest. */
export function nearestEntry<Entry>(entries: ReadonlyMap<string, Entry>, from: string): Entry | undefined {
  let best: { entry: Entry; near: number } | undefined;
  for (const [path, entry] of entries) {
    const near = shared(path, from);
    if (!best || near > best.near) best = { entry, near };
  }
  return best?.entry;
}
