import type { StoreClient } from './client/storeClient.js';
import type { EventStoreLimits } from './eventStoreOptions.js';
import type { ModelSchema } from './schema/modelSchema.js';

/** What every operation of the event store works with. */
export interface StoreContext {
  client: StoreClient;
  schema: ModelSchema;
  limits: EventStoreLimits;
}
