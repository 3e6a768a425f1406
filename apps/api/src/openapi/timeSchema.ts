import { z } from 'zod';

/** What every store can compare with; a range that reaches further holds nothing more. */
const [FIRST, LAST] = [Date.UTC(1900, 0, 1), Date.UTC(2262, 0, 1)];

/** RFC 3339 with an offset, in a query or a body: epoch milliseconds. */
export const timeSchema = z.iso
  .datetime({ offset: true })
  .transform((text) => Math.min(Math.max(Date.parse(text), FIRST), LAST));
