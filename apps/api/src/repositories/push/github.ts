import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { branchOf } from './branchOf.js';
import { oneHeader } from './oneHeader.js';
import type { PushForge } from './pushForge.js';
import { sameSecret } from './sameSecret.js';

const payload = z.object({
  ref: z.string(),
  after: z.string(),
  repository: z.object({ default_branch: z.string().optional() }).optional(),
});

/**
 * GitHub signs the body.
 * @see https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
 */
export const github: PushForge = {
  name: 'github',
  recognises: (headers) => oneHeader(headers, 'x-github-event') !== undefined,
  verifies: ({ headers, raw }, secret) => {
    const expected = createHmac('sha256', secret).update(raw).digest('hex');
    return sameSecret(oneHeader(headers, 'x-hub-signature-256'), `sha256=${expected}`);
  },
  delivery: ({ headers }) => oneHeader(headers, 'x-github-delivery'),
  read: ({ headers, body }) => {
    const { data } = payload.safeParse(body);
    const name = branchOf(data?.ref);
    if (oneHeader(headers, 'x-github-event') !== 'push' || !data || name === undefined) return undefined;
    return { branches: [{ name, commit: data.after }], defaultBranch: data.repository?.default_branch };
  },
};
