import { queryOptions } from '@tanstack/react-query';
import { api, type TimeBounds } from './api.js';

/** Query keys and functions of everything the console reads. Keys begin with the kind that server events name. */
export const queries = {
  session: () =>
    queryOptions({
      queryKey: ['session'],
      queryFn: ({ signal }) => api.session(signal),
      staleTime: 300_000,
      retry: false,
    }),
  status: () =>
    queryOptions({
      queryKey: ['status'],
      queryFn: ({ signal }) => api.status(signal),
      refetchInterval: 15_000,
    }),
  models: () => queryOptions({ queryKey: ['model'], queryFn: ({ signal }) => api.models(signal) }),
  model: (name: string) =>
    queryOptions({ queryKey: ['model', name], queryFn: ({ signal }) => api.model(name, signal) }),
  windows: (name: string, bounds: TimeBounds) =>
    queryOptions({
      queryKey: ['window', name, bounds],
      queryFn: ({ signal }) => api.windows(name, bounds, signal),
    }),
  profiles: (name: string, column: string, bounds: TimeBounds) =>
    queryOptions({
      queryKey: ['profile', name, column, bounds],
      queryFn: ({ signal }) => api.profiles(name, column, bounds, signal),
    }),
  incidents: () => queryOptions({ queryKey: ['incident'], queryFn: ({ signal }) => api.incidents(signal) }),
  incident: (id: string) =>
    queryOptions({ queryKey: ['incident', id], queryFn: ({ signal }) => api.incident(id, signal) }),
  maps: () => queryOptions({ queryKey: ['map'], queryFn: ({ signal }) => api.maps(signal) }),
  map: (id: string) =>
    queryOptions({
      queryKey: ['map', id],
      queryFn: ({ signal }) => api.map(id, signal),
      refetchInterval: (query) => (isUnderWay(query.state.data?.status) ? 2_000 : false),
    }),
  repositories: () =>
    queryOptions({ queryKey: ['repository'], queryFn: ({ signal }) => api.repositories(signal) }),
  repository: (id: string) =>
    queryOptions({ queryKey: ['repository', id], queryFn: ({ signal }) => api.repository(id, signal) }),
  repositoryMaps: (id: string) =>
    queryOptions({
      queryKey: ['repository', id, 'maps'],
      queryFn: ({ signal }) => api.repositoryMaps(id, signal),
      refetchInterval: (query) =>
        query.state.data?.items.some((map) => isUnderWay(map.status)) ? 2_000 : false,
    }),
  mapDiff: (head: string, base: string) =>
    queryOptions({
      queryKey: ['map', head, 'diff', base],
      queryFn: ({ signal }) => api.mapDiff(head, base, signal),
      staleTime: Number.POSITIVE_INFINITY,
    }),
  deliveries: (incidentId?: string) =>
    queryOptions({
      queryKey: ['delivery', incidentId ?? 'all'],
      queryFn: ({ signal }) => api.deliveries(incidentId, signal),
    }),
  apiKeys: () =>
    queryOptions({ queryKey: ['apiKey'], queryFn: ({ signal }) => api.apiKeys(signal), retry: false }),
  webhooks: () => queryOptions({ queryKey: ['webhook'], queryFn: ({ signal }) => api.webhooks(signal) }),
};

function isUnderWay(status: string | undefined): boolean {
  return status === 'queued' || status === 'running';
}
