import { problemSchema } from '@driftline/contracts';
import { expect } from 'vitest';
import type { Reply } from './call.js';

/** Expects a complete problem+json answer with that status and code. */
export function expectProblem(reply: Reply, status: number, code: string): void {
  expect(reply.body).toMatchObject({ status, code });
  expect(reply.status).toBe(status);
  expect(reply.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(problemSchema.parse(reply.body).type).toBe(`/docs/reference/errors#${code}`);
}
