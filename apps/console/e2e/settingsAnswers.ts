import { type Answer, ok, page } from './answers.js';
import type { FixtureRequest } from './fixtureRequest.js';
import { now } from './story/clock.js';
import { deliveries as storyDeliveries, webhooks as storyWebhooks } from './story/deliveries.js';

const firstKey = {
  id: 'key_1',
  name: 'flight-delay server',
  prefix: 'dl_7Fq2',
  scopes: ['ingest'],
  createdAt: '2001-01-01T09:00:00.000Z',
  lastUsedAt: now,
  revokedAt: null,
};

/** Webhooks, their log, and API keys. */
export function settingsAnswers(empty: boolean) {
  let webhooks = empty ? [] : storyWebhooks;
  let keys: (Omit<typeof firstKey, 'revokedAt' | 'lastUsedAt'> & {
    revokedAt: string | null;
    lastUsedAt: string | null;
  })[] = empty ? [] : [firstKey];
  return {
    deliveries: ({ query }: FixtureRequest): Answer => {
      const incident = query.get('incident');
      const all = empty ? [] : storyDeliveries;
      return page(incident === null ? all : all.filter((delivery) => delivery.incidentId === incident));
    },
    webhooks: ({ method, id, body }: FixtureRequest): Answer => {
      if (method === 'GET') return ok({ items: webhooks });
      if (method === 'DELETE') {
        webhooks = webhooks.filter((webhook) => webhook.id !== id);
        return { status: 204, body: undefined };
      }
      const made = { id: `wh_${webhooks.length + 1}`, url: String(body.url), enabled: true, createdAt: now };
      webhooks = [...webhooks, made];
      return ok({ ...made, secret: 'whsec_fixture' }, 201);
    },
    apiKeys: ({ method, id, body }: FixtureRequest): Answer => {
      if (method === 'GET') return ok({ items: keys });
      if (method === 'DELETE') {
        keys = keys.map((key) => (key.id === id ? { ...key, revokedAt: now } : key));
        return { status: 204, body: undefined };
      }
      const made = {
        id: `key_${keys.length + 1}`,
        name: String(body.name),
        prefix: 'dl_9xyz',
        scopes: ['ingest'],
        createdAt: now,
        lastUsedAt: null,
        revokedAt: null,
      };
      keys = [made, ...keys];
      return ok({ ...made, key: 'dl_9xyz_fixture' }, 201);
    },
  };
}
