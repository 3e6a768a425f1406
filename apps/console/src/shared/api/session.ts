import { z } from 'zod';

/** Who is signed in: the answer of `POST` and `GET /v1/session`. */
export const sessionSchema = z.object({ user: z.object({ email: z.string(), role: z.string() }) });
export type Session = z.infer<typeof sessionSchema>;
