import { ItemProblem } from '../itemProblem.js';

/** `/features`, `/scores` or `/tags` has more entries than the limit; the code names which of them. */
export function tooManyEntries(count: number, where: string, limit: number): ItemProblem {
  const what = where.slice(1);
  return new ItemProblem(
    `too_many_${what}`,
    `the item has ${count} ${what}, the limit is ${limit}`,
    where,
    `Send fewer ${what}, or raise the collector's limit.`,
  );
}
