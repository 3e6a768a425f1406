import { z } from 'zod';

/** A list answer: `items` and, when there are more, the cursor to pass as `?cursor=`. */
export function pageSchema<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

export interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}
