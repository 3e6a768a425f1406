import { z } from 'zod';

/** A list answer; lists that are never paged leave the cursor out. */
export function listSchema<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable().default(null) });
}
