import { z } from 'zod';
import { branchOf } from './branchOf.js';
import { oneHeader } from './oneHeader.js';
import type { PushForge } from './pushForge.js';
import { sameSecret } from './sameSecret.js';

const payload = z.object({
  object_kind: z.literal('push'),
  ref: z.string(),
  after: z.string(),
  project: z.object({ default_branch: z.string().nullish() }).optional(),
});

/**
 * GitLab sends the secret itself.
 * @see https://docs.gitlab.com/user/project/integrations/webhooks/
 */
export const gitlab: PushForge = {
  name: 'gitlab',
  recognises: (headers) => oneHeader(headers, 'x-gitlab-event') !== undefined,
  verifies: ({ headers }, secret) => sameSecret(oneHeader(headers, 'x-gitlab-token'), secret),
  delivery: ({ headers }) =>
    oneHeader(headers, 'idempotency-key') ?? oneHeader(headers, 'x-gitlab-event-uuid'),
  read: ({ body }) => {
    const { data } = payload.safeParse(body);
    const name = branchOf(data?.ref);
    if (!data || name === undefined) return undefined;
    return {
      branches: [{ name, commit: data.after }],
      defaultBranch: data.project?.default_branch ?? undefined,
    };
  },
};
