import { z } from 'zod';
import { branchOf } from './branchOf.js';
import { oneHeader } from './oneHeader.js';
import type { PushForge } from './pushForge.js';
import { sameSecret } from './sameSecret.js';

const payload = z.object({
  id: z.string().optional(),
  eventType: z.literal('git.push'),
  resource: z.object({
    refUpdates: z.array(z.object({ name: z.string(), newObjectId: z.string() })),
    repository: z.object({ defaultBranch: z.string().optional() }).optional(),
  }),
});

function passwordOf(authorization: string | undefined): string | undefined {
  const encoded = /^Basic +([\w+/=-]+) *$/i.exec(authorization ?? '')?.[1];
  const decoded = encoded && Buffer.from(encoded, 'base64').toString('utf8');
  return decoded && /^[^:]*:([\s\S]*)$/.exec(decoded)?.[1];
}

/**
 * Azure DevOps signs in with basic authentication: any user name, the secret as password.
 * @see https://learn.microsoft.com/en-us/azure/devops/service-hooks/services/webhooks
 */
export const azureDevOps: PushForge = {
  name: 'azure-devops',
  recognises: (headers) => /^Basic /i.test(oneHeader(headers, 'authorization') ?? ''),
  verifies: ({ headers }, secret) => sameSecret(passwordOf(oneHeader(headers, 'authorization')), secret),
  delivery: ({ body }) => payload.safeParse(body).data?.id,
  read: ({ body }) => {
    const { data } = payload.safeParse(body);
    if (!data) return undefined;
    const { refUpdates, repository } = data.resource;
    return {
      branches: refUpdates.flatMap(({ name, newObjectId }) => {
        const branch = branchOf(name);
        return branch === undefined ? [] : [{ name: branch, commit: newObjectId }];
      }),
      defaultBranch: branchOf(repository?.defaultBranch),
    };
  },
};
