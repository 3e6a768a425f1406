import { randomUUID } from 'node:crypto';
import type { EventStore } from '@driftline/platform';
import type { EventStorePort } from '../ports/eventStorePort.js';

/** Tables of the readiness probe; no model of the facts has this id. */
const PROBE_MODEL = 'readinessprobe';
const PROBE_LABEL = {
  model: PROBE_MODEL,
  predictionId: 'probe',
  label: true,
  predictionTimestamp: undefined,
};

/** The event store as the collector sees it. The probe always writes one and the same label. */
export function storeAdapter(store: EventStore): EventStorePort {
  return {
    insertPredictions: (...insert) => store.insertPredictions(...insert),
    insertLabels: (...insert) => store.insertLabels(...insert),
    probe: async () => {
      await store.insertLabels(PROBE_MODEL, [{ ...PROBE_LABEL, timestamp: 0 }], randomUUID());
      await store.getPrediction(PROBE_MODEL, PROBE_LABEL.predictionId);
    },
  };
}
