import type { Page } from '@driftline/contracts';
import type { z } from 'zod';
import { listSchema } from './listSchema.js';
import { request } from './request.js';

/** Pages that are followed before the list is called incomplete. */
const maxPages = 25;

export interface WholeList<Item> {
  items: Item[];
  /** False when the list is longer than the console reads; screens then say so. */
  complete: boolean;
}

/** Follows `nextCursor` until the list ends. `path` may carry a query string. */
export async function fetchAllPages<Item extends z.ZodType>(
  path: string,
  item: Item,
  signal?: AbortSignal,
): Promise<WholeList<z.output<Item>>> {
  const items: z.output<Item>[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < maxPages; page += 1) {
    const separator = path.includes('?') ? '&' : '?';
    const url: string = cursor === null ? path : `${path}${separator}cursor=${encodeURIComponent(cursor)}`;
    const answer: Page<z.output<Item>> = await request(url, listSchema(item), { signal });
    items.push(...answer.items);
    cursor = answer.nextCursor;
    if (cursor === null) return { items, complete: true };
  }
  return { items, complete: false };
}
