import type { Page } from '@driftline/contracts';
import { type Cursor, decodeCursor, encodeCursor } from './cursor.js';

export interface PageRequest {
  limit?: number;
  cursor?: string;
}

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 500;

/** The number of items on a page: what was asked for, within 1 and 500. */
export function pageLimit(request: PageRequest): number {
  return Math.min(Math.max(Math.trunc(request.limit ?? DEFAULT_LIMIT), 1), MAX_LIMIT);
}

/** Prisma's `where` for rows after the cursor in a list ordered by (`timeField`, id), newest first. */
export function afterCursor(request: PageRequest, timeField: string): object {
  if (request.cursor === undefined) return {};
  const { at, id } = decodeCursor(request.cursor);
  const time = new Date(at);
  return { OR: [{ [timeField]: { lt: time } }, { [timeField]: time, id: { lt: id } }] };
}

/** A page from `limit + 1` rows: the surplus row only tells that there is more. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  toItem: (row: Row) => Item,
  cursorOf: (row: Row) => Cursor,
): Page<Item> {
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { items: kept.map(toItem), nextCursor: more ? encodeCursor(cursorOf(last)) : null };
}
