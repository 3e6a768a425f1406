import { z } from 'zod';
import type { CodedError } from './codedError.js';

/** RFC 9457 problem details with Driftline's members; the body of every error answer (`application/problem+json`). */
export const problemSchema = z.object({
  type: z.string().describe('URI reference of the error page in the docs'),
  title: z.string(),
  status: z.int(),
  code: z.string().describe('stable code'),
  detail: z.string().describe('what was wrong'),
  where: z.string().optional().describe('JSON pointer, path and line, or setting'),
  action: z.string().optional().describe('what to do'),
});

export type Problem = z.infer<typeof problemSchema>;

/** The problem+json body of a coded error. */
export function problemOf(error: CodedError): Problem {
  return {
    type: `/docs/reference/errors#${error.code}`,
    title: error.code.replaceAll('_', ' '),
    status: error.status,
    code: error.code,
    detail: error.message,
    ...(error.where === undefined ? {} : { where: error.where }),
    ...(error.action === undefined ? {} : { action: error.action }),
  };
}
