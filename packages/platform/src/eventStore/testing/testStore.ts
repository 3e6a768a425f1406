import type { LabelRecord, PredictionRecord } from '@driftline/contracts';
import type { OutcomeRequest, ScanRequest } from '@driftline/engine';
import type { TestServers } from '../../testing/startTestServers.js';
import { createEventStore } from '../createEventStore.js';
import type { EventStore } from '../eventStore.js';
import type { EventStoreLimits } from '../eventStoreOptions.js';

export const DAY = 86_400_000;
/** The day that test records are of, unless they say otherwise: 2001-01-01, a Monday. */
export const NEW_YEAR = Date.UTC(2001, 0, 1);

export const silentLog = { info: () => {}, warn: () => {} };

type EventDatabase = Awaited<ReturnType<TestServers['freshEventDatabase']>>;

/** An event store on an empty database. */
export async function testStore(
  servers: TestServers,
  limits: Partial<EventStoreLimits> = {},
): Promise<EventStore> {
  return storeAt(await servers.freshEventDatabase(), limits);
}

/** One more process on the same database. */
export function storeAt(address: EventDatabase, limits: Partial<EventStoreLimits> = {}): Promise<EventStore> {
  return createEventStore({ ...address, limits, log: silentLog });
}

export function prediction(values: Partial<PredictionRecord> = {}): PredictionRecord {
  return {
    model: 'm',
    modelVersion: '1',
    predictionId: 'a',
    timestamp: NEW_YEAR,
    features: {},
    prediction: 'late',
    score: 0.5,
    scores: undefined,
    tags: undefined,
    weight: 1,
    reference: false,
    ...values,
  };
}

export function label(values: Partial<LabelRecord> = {}): LabelRecord {
  const defaults = { model: 'm', predictionId: 'a', timestamp: NEW_YEAR, label: 'late' };
  return { ...defaults, predictionTimestamp: undefined, ...values };
}

/** Everything about one day of live predictions. */
export function dayScan(values: Partial<ScanRequest> = {}): ScanRequest {
  return {
    start: NEW_YEAR,
    end: NEW_YEAR + DAY,
    asOf: NEW_YEAR + 100 * DAY,
    reference: false,
    columns: [],
    aggregates: [
      'rows',
      'missing',
      'types',
      'moments',
      'quantiles',
      'histogram',
      'distinct',
      'top',
      'duplicates',
    ],
    layout: { edges: {}, categories: {} },
    ...values,
  };
}

/** The outcomes of one day of live predictions of a binary model whose positive class is `late`. */
export function dayOutcomes(values: Partial<OutcomeRequest> = {}): OutcomeRequest {
  return {
    start: NEW_YEAR,
    end: NEW_YEAR + DAY,
    asOf: NEW_YEAR + 100 * DAY,
    reference: false,
    scoreEdges: [0.25, 0.5, 0.75],
    scoreOf: 'positive',
    positiveLabel: 'late',
    regression: false,
    ...values,
  };
}

/** Joins all that has landed. */
export async function joinAll(store: EventStore, modelId: string, from = '0'): Promise<string> {
  let cursor = from;
  for (let more = true; more; ) ({ cursor, more } = await store.joinLabels(modelId, cursor));
  return cursor;
}
