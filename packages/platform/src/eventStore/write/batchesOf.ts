/**
 * Splits records into runs of at most `maxRows`, by nothing but their order: a repeat of the batch splits the same
 * way, so that the tokens of its parts match.
 */
export function batchesOf<Item>(items: readonly Item[], maxRows: number): (readonly Item[])[] {
  if (items.length <= maxRows) return items.length === 0 ? [] : [items];
  const batches: Item[][] = [];
  for (let at = 0; at < items.length; at += maxRows) batches.push(items.slice(at, at + maxRows));
  return batches;
}
