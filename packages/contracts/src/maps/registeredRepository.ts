import { z } from 'zod';
import { mapDiffCountsSchema } from './mapDiff.js';
import { mapStatusSchema } from './mapRequest.js';

const MAXIMUM_SECRET = 20_000;
const secret = z.string().min(1).max(MAXIMUM_SECRET);

/** What lets Driftline read a private repository. Kept encrypted, never given back. */
export const repositoryCredentialSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('token'),
    token: secret.describe('read-only access token, for https'),
    username: z.string().min(1).max(200).optional().describe('where the server wants one beside the token'),
  }),
  z.object({
    kind: z.literal('sshKey'),
    privateKey: secret.describe('deploy key without passphrase, for ssh'),
    knownHosts: secret
      .optional()
      .describe("lines of known_hosts; without them the server's first key is remembered"),
  }),
]);
export type RepositoryCredential = z.infer<typeof repositoryCredentialSchema>;

const schedule = z
  .string()
  .min(1)
  .max(100)
  .nullable()
  .describe('`15m`, `2h`, or five fields of cron in UTC; null: only pushes are heeded');
const branch = z.string().min(1).max(250);

/** `POST /v1/repositories`: what to watch. */
export const repositoryRegistrationSchema = z.object({
  url: z.string().min(1).max(2000).describe('http, https or ssh address without credentials, or a folder'),
  branch: branch.default('HEAD').describe('HEAD: the default branch of the server'),
  schedule: schedule.default('1h'),
  credential: repositoryCredentialSchema.nullable().default(null),
});
export type RepositoryRegistration = z.infer<typeof repositoryRegistrationSchema>;

/** `PATCH /v1/repositories/{id}`. The address stays: a credential must not follow it to another server. */
export const repositoryPatchSchema = z.object({
  branch: branch.optional(),
  schedule: schedule.optional(),
  credential: repositoryCredentialSchema.nullable().optional().describe('null: forget it'),
  renewPushSecret: z.literal(true).optional().describe('the answer shows the new one once'),
});
export type RepositoryPatch = z.infer<typeof repositoryPatchSchema>;

/** A repository that is mapped again whenever its branch moves. */
export const registeredRepositorySchema = z.object({
  id: z.string(),
  url: z.string(),
  branch: z.string(),
  schedule: z.string().nullable(),
  credential: z.enum(['token', 'sshKey']).nullable().describe('the kind of credential that is kept'),
  commit: z.string().nullable().describe('the commit that was seen last'),
  mapId: z.string().nullable().describe('the newest finished map'),
  checkedAt: z.iso.datetime().nullable().describe('when the server was last asked with success'),
  nextCheckAt: z.iso.datetime().nullable(),
  lastError: z.string().nullable().describe('why the last check or map failed; null when it did not'),
  failingSince: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
});
export type RegisteredRepository = z.infer<typeof registeredRepositorySchema>;

/** One map of a registered repository, and how much differs from the map before it. */
export const repositoryMapSchema = z.object({
  id: z.string(),
  status: mapStatusSchema,
  error: z.string().nullable(),
  commit: z.string().nullable(),
  createdAt: z.iso.datetime(),
  base: z.string().nullable().describe('id of the map that it was compared with'),
  counts: mapDiffCountsSchema.nullable(),
  models: z.array(z.string()).nullable().describe('names of the models that the difference reaches'),
});
export type RepositoryMap = z.infer<typeof repositoryMapSchema>;
