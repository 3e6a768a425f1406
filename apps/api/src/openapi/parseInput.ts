import { CodedError } from '@driftline/contracts';
import type { z } from 'zod';

/** What PostgreSQL and JSON on the wire cannot hold: a NUL, and halves of surrogate pairs. */
const UNSTORABLE = /\0|\p{Surrogate}/u;

/**
 * A request's query or body as its schema reads it.
 * @throws CodedError `invalid_input` naming every bad member
 */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
  where: 'query' | 'body',
): z.output<Schema> {
  const parsed = schema.superRefine(refuseUnstorable).safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    (issue) => `${['', ...issue.path].join('/') || '/'}: ${issue.message}`,
  );
  throw new CodedError({
    code: 'invalid_input',
    status: 400,
    message: `The ${where} is not as expected: ${problems.join('; ')}.`,
    where: `${where}${['', ...(parsed.error.issues[0]?.path ?? [])].join('/')}`,
    action: 'See GET /v1/openapi.json for the expected form.',
  });
}

/** Bodies are flat: their members are texts, numbers, or lists of words from an enumeration. */
function refuseUnstorable(value: unknown, context: z.RefinementCtx): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    if (typeof member !== 'string' || !UNSTORABLE.test(member)) continue;
    context.addIssue({ code: 'custom', path: [name], message: 'holds a character that cannot be stored' });
  }
}
