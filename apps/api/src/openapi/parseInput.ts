import { CodedError } from '@driftline/contracts';
import type { z } from 'zod';

/**
 * A request's query or body as its schema reads it.
 * @throws CodedError `invalid_input` naming every bad member
 */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
  where: 'query' | 'body',
): z.output<Schema> {
  const parsed = schema.safeParse(input);
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
