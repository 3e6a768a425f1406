import type { LabelEvent, PredictionEventInput } from '@driftline/contracts';

type WithDate<Event> = Omit<Event, 'timestamp' | 'predictionTimestamp' | 'model'> & { model?: string };

/** A prediction to log. `timestamp` is now unless told, `predictionId` a new UUID unless told. */
export type PredictionInput = Omit<WithDate<PredictionEventInput>, 'predictionId'> & {
  predictionId?: string;
  timestamp?: Date | string;
};

/** A label to log. `timestamp`, when it became known, is now unless told. */
export type LabelInput = WithDate<LabelEvent> & {
  timestamp?: Date | string;
  predictionTimestamp?: Date | string;
};

/** What became of the events logged so far. */
export interface ClientStats {
  /** Stored durably by the collector. */
  sent: number;
  /** Waiting, or in a request that is under way. */
  queued: number;
  /** Refused by the collector, each with a reason. */
  rejected: number;
  /** Never sent: the queue was full, the client closed or stopped, or the event could not be written as JSON. */
  dropped: number;
  /** Given up after the last try. */
  failed: number;
}

/** Sends predictions and labels in the background. No method throws, rejects or waits for the network, but for the promises of `flush` and `close`. */
export interface Client {
  /** Queues a prediction and returns its id, under which its label is to be logged. */
  logPrediction(prediction: PredictionInput): string;
  logPredictions(predictions: readonly PredictionInput[]): string[];
  logLabel(label: LabelInput): void;
  logLabels(labels: readonly LabelInput[]): void;
  /** Sends what is queued now; resolves when each of these events is sent, rejected or given up. */
  flush(): Promise<void>;
  /** Takes no more events, flushes within `closeTimeoutMs` and drops the rest. */
  close(): Promise<void>;
  stats(): ClientStats;
}
