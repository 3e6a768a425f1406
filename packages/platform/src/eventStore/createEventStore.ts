import { StoreClient } from './client/storeClient.js';
import type { EventStore } from './eventStore.js';
import { defaultEventStoreLimits, type EventStoreOptions } from './eventStoreOptions.js';
import { joinLabels } from './join/joinLabels.js';
import { labelDelay } from './outcomes/labelDelay.js';
import { outcomes } from './outcomes/outcomes.js';
import { surveyOutcomes } from './outcomes/surveyOutcomes.js';
import { changedSince } from './read/changedSince.js';
import { coverage } from './read/coverage.js';
import { getPrediction } from './read/getPrediction.js';
import { sampleRows } from './read/sampleRows.js';
import { profileWindows } from './scan/profileWindows.js';
import type { FeatureType } from './schema/featureColumn.js';
import { migrateStore } from './schema/migrateStore.js';
import { ModelSchema } from './schema/modelSchema.js';
import type { StoreContext } from './storeContext.js';
import { findFeatureRejections } from './write/findFeatureRejections.js';
import { insertLabels } from './write/insertLabels.js';
import { insertPredictions } from './write/insertPredictions.js';

/**
 * Connects to ClickHouse and brings the store's schema up to date.
 * @throws CodedError store_unavailable when ClickHouse cannot be reached
 */
export async function createEventStore(options: EventStoreOptions): Promise<EventStore> {
  const limits = { ...defaultEventStoreLimits, ...options.limits };
  const client = new StoreClient(options, limits);
  try {
    await migrateStore(client, limits);
  } catch (error) {
    await client.close();
    throw error;
  }
  return storeOf({ client, schema: new ModelSchema(client, limits), limits });
}

function storeOf(context: StoreContext): EventStore {
  return {
    insertPredictions: (modelId, records, token) => insertPredictions(context, modelId, records, token),
    insertLabels: (modelId, records, token) => insertLabels(context, modelId, records, token),
    findFeatureRejections: (modelId, records) => findFeatureRejections(context, modelId, records),
    joinLabels: (modelId, cursor) => joinLabels(context, modelId, cursor),
    profileWindows: (modelId, request) => profileWindows(context, modelId, request),
    outcomes: (modelId, request) => outcomes(context, modelId, request),
    surveyOutcomes: (modelId, request) => surveyOutcomes(context, modelId, request),
    labelDelay: (modelId, request) => labelDelay(context, modelId, request),
    coverage: (modelId) => coverage(context, modelId),
    features: (modelId) => features(context, modelId),
    changedSince: (modelId, since) => changedSince(context, modelId, since),
    getPrediction: (modelId, predictionId) => getPrediction(context, modelId, predictionId),
    sampleRows: (modelId, range, limit) => sampleRows(context, modelId, range, limit),
    close: () => context.client.close(),
  };
}

async function features({ schema }: StoreContext, modelId: string): Promise<Record<string, FeatureType[]>> {
  const types = new Map<string, FeatureType[]>();
  for (const { feature, type } of (await schema.readColumns(modelId)) ?? []) {
    types.set(feature, [...(types.get(feature) ?? []), type]);
  }
  return Object.fromEntries(types);
}
