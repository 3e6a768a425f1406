import type { LabelRecord, PredictionRecord } from '@driftline/contracts';
import {
  loadConfig,
  openPlatform,
  type Platform,
  SimulatedClock,
  type StoredModel,
} from '@driftline/platform';
import type { Recording } from '@driftline/testkit';
import { evaluateModel } from '../evaluate/evaluateModel.js';

const DAY = 86_400_000;

/** One model on real servers of its own, with a clock that the test moves. */
export interface WorkerOnServers {
  platform: Platform;
  clock: SimulatedClock;
  model(): Promise<StoredModel>;
  /** Stores events whatever the clock says. */
  take(events: Partial<Recording>): Promise<void>;
  /** Lives up to a time day by day: stores what happened and evaluates. */
  liveUntil(recording: Recording, time: number): Promise<void>;
  /** Brings the model up to date with the platform given, or with its own. */
  evaluate(platform?: Platform): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts servers of its own, as a replay does.
 * @param start of live traffic, epoch milliseconds; the reference is taken before it
 */
export async function workerOnServers(name: string, start: number): Promise<WorkerOnServers> {
  const config = loadConfig({ DRIFTLINE_LOG_LEVEL: 'silent' });
  const clock = new SimulatedClock(start);
  const platform = await openPlatform({ process: 'worker', config, clock, ephemeral: true });
  const model = () => platform.database.models.findOrCreate(name);
  let batch = 0;
  const take = async ({ predictions = [], labels = [] }: Partial<Recording>) => {
    const { id } = await model();
    batch += 1;
    const records = predictions.map(toPredictionRecord);
    await platform.database.models.merge(id, { columns: columnsOf(records) });
    if (records.length > 0) await platform.eventStore.insertPredictions(id, records, `p${batch}`);
    if (labels.length > 0) await platform.eventStore.insertLabels(id, labels.map(toLabelRecord), `l${batch}`);
  };
  const evaluate = async (on: Platform = platform) => await evaluateModel(on, (await model()).id);
  let lived = start;
  const liveUntil = async (recording: Recording, time: number) => {
    if (lived === start) await take(referenceOf(recording));
    while (lived < time) {
      const until = Math.min(time, lived + DAY);
      clock.advanceTo(until);
      await take(between(recording, lived, until));
      await evaluate();
      lived = until;
    }
  };
  return { platform, clock, model, take, liveUntil, evaluate, stop: () => platform.close() };
}

/** The reference rows of a recording with all of their labels. */
export function referenceOf({ predictions, labels }: Recording): Partial<Recording> {
  const reference = predictions.filter((prediction) => prediction.reference === true);
  const ids = new Set(reference.map(({ predictionId }) => predictionId));
  return { predictions: reference, labels: labels.filter(({ predictionId }) => ids.has(predictionId)) };
}

/** What happens of a recording from one time up to, not including, another. */
export function between({ predictions, labels }: Recording, from: number, to: number): Partial<Recording> {
  const within = ({ timestamp }: { timestamp: string }) => {
    const time = Date.parse(timestamp);
    return time >= from && time < to;
  };
  return { predictions: predictions.filter(within), labels: labels.filter(within) };
}

function toPredictionRecord(event: Recording['predictions'][number]): PredictionRecord {
  const { modelVersion = '1', features = {}, weight = 1, reference = false } = event;
  const { model, predictionId, prediction, score, scores, tags } = event;
  const timestamp = Date.parse(event.timestamp);
  return {
    model,
    modelVersion,
    predictionId,
    timestamp,
    features,
    prediction,
    score,
    scores,
    tags,
    weight,
    reference,
  };
}

function toLabelRecord({ model, predictionId, timestamp, label }: Recording['labels'][number]): LabelRecord {
  return { model, predictionId, timestamp: Date.parse(timestamp), label, predictionTimestamp: undefined };
}

function columnsOf(records: readonly PredictionRecord[]) {
  const [first] = records;
  return Object.entries(first?.features ?? {}).map(([name, value]) => ({
    name,
    types: [typeof value === 'number' ? ('number' as const) : ('string' as const)],
    firstSeenAt: new Date(first?.timestamp ?? 0).toISOString(),
  }));
}
