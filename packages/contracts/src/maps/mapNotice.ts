import { z } from 'zod';

/** Why a map is emptier than its reader may expect: stable codes, and what to do. */
export const mapNoticeSchema = z.object({
  code: z.enum(['no_readable_file', 'no_data_source', 'no_model']),
  message: z.string(),
  action: z.string(),
});
export type MapNotice = z.infer<typeof mapNoticeSchema>;
