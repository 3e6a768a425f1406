import {
  deliverySchema,
  incidentSchema,
  mapDiffSchema,
  modelSchema,
  type RepositoryCredential,
  registeredRepositorySchema,
  repositoryMapSchema,
  storedMapSchema,
  webhookEndpointSchema,
  windowSchema,
} from '@driftline/contracts';
import { z } from 'zod';
import { type ApiKey, apiKeySchema } from './apiKey.js';
import { fetchAllPages } from './fetchAllPages.js';
import { listSchema } from './listSchema.js';
import { mapSummarySchema } from './mapSummary.js';
import { platformStatusSchema } from './platformStatus.js';
import { profilesSchema } from './profiles.js';
import { request } from './request.js';
import { sessionSchema } from './session.js';

const path = encodeURIComponent;
const post = (body: unknown) => ({ method: 'POST' as const, body });

export interface TimeBounds {
  from?: string | undefined;
  to?: string | undefined;
}

export interface WatchRequest {
  url: string;
  branch: string;
  schedule: string | null;
  credential: RepositoryCredential | null;
}

function query(values: Record<string, string | undefined>): string {
  const set = Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return set.length === 0 ? '' : `?${new URLSearchParams(set)}`;
}

const incident = (id: string, action: string, body: unknown = {}) =>
  request(`/incidents/${path(id)}/${action}`, incidentSchema, post(body));

/** Every call the console makes, each parsed by its contract. */
export const api = {
  signIn: (email: string, password: string) => request('/session', sessionSchema, post({ email, password })),
  session: (signal?: AbortSignal) => request('/session', sessionSchema, { signal }),
  signOut: () => request('/session', z.unknown(), { method: 'DELETE' }),
  status: (signal?: AbortSignal) => request('/status', platformStatusSchema, { signal }),
  models: (signal?: AbortSignal) => fetchAllPages('/models', modelSchema, signal),
  model: (name: string, signal?: AbortSignal) => request(`/models/${path(name)}`, modelSchema, { signal }),
  windows: (name: string, bounds: TimeBounds, signal?: AbortSignal) =>
    fetchAllPages(`/models/${path(name)}/windows${query({ ...bounds })}`, windowSchema, signal),
  profiles: (name: string, column: string, bounds: TimeBounds, signal?: AbortSignal) =>
    request(`/models/${path(name)}/profiles${query({ column, ...bounds })}`, profilesSchema, { signal }),
  incidents: (signal?: AbortSignal) => fetchAllPages('/incidents', incidentSchema, signal),
  incident: (id: string, signal?: AbortSignal) =>
    request(`/incidents/${path(id)}`, incidentSchema, { signal }),
  acknowledge: (id: string) => incident(id, 'acknowledge'),
  assign: (id: string, email: string | null) => incident(id, 'assign', { email }),
  resolve: (id: string) => incident(id, 'resolve'),
  comment: (id: string, text: string) => incident(id, 'comment', { text }),
  maps: (signal?: AbortSignal) => fetchAllPages('/maps', mapSummarySchema, signal),
  map: (id: string, signal?: AbortSignal) => request(`/maps/${path(id)}`, storedMapSchema, { signal }),
  mapDiff: (head: string, base: string, signal?: AbortSignal) =>
    request(`/maps/${path(base)}/diff/${path(head)}`, mapDiffSchema, { signal }),
  repositories: (signal?: AbortSignal) => fetchAllPages('/repositories', registeredRepositorySchema, signal),
  repository: (id: string, signal?: AbortSignal) =>
    request(`/repositories/${path(id)}`, registeredRepositorySchema, { signal }),
  repositoryMaps: (id: string, signal?: AbortSignal) =>
    fetchAllPages(`/repositories/${path(id)}/maps`, repositoryMapSchema, signal),
  watchRepository: (what: WatchRequest) =>
    request(
      '/repositories',
      registeredRepositorySchema.extend({ pushSecret: z.string().optional() }),
      post(what),
    ),
  unwatchRepository: (id: string) => request(`/repositories/${path(id)}`, z.unknown(), { method: 'DELETE' }),
  createMap: (repository: string, ref: string) =>
    request('/maps', z.object({ id: z.string() }), post({ repository, ref })),
  deliveries: (incidentId?: string, signal?: AbortSignal) =>
    request(`/deliveries${query({ incident: incidentId })}`, listSchema(deliverySchema), { signal }),
  webhooks: (signal?: AbortSignal) => request('/webhooks', listSchema(webhookEndpointSchema), { signal }),
  createWebhook: (url: string) =>
    request('/webhooks', webhookEndpointSchema.extend({ secret: z.string().optional() }), post({ url })),
  removeWebhook: (id: string) => request(`/webhooks/${path(id)}`, z.unknown(), { method: 'DELETE' }),
  apiKeys: (signal?: AbortSignal) => request('/api-keys', listSchema(apiKeySchema), { signal }),
  createApiKey: (name: string, scope: ApiKey['scopes'][number]) =>
    request('/api-keys', apiKeySchema.extend({ key: z.string() }), post({ name, scopes: [scope] })),
  revokeApiKey: (id: string) => request(`/api-keys/${path(id)}`, z.unknown(), { method: 'DELETE' }),
};
