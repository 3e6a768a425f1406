import type { FeatureValue, Outcome } from './predictionEvent.js';

/** A validated prediction, as it travels from a wire format to the event store: times are epoch milliseconds, UTC. */
export interface PredictionRecord {
  model: string;
  modelVersion: string;
  predictionId: string;
  timestamp: number;
  features: Record<string, FeatureValue>;
  prediction: Outcome | undefined;
  score: number | undefined;
  scores: Record<string, number> | undefined;
  tags: Record<string, string> | undefined;
  weight: number;
  reference: boolean;
}

/** A validated label: times are epoch milliseconds, UTC. */
export interface LabelRecord {
  model: string;
  predictionId: string;
  timestamp: number;
  label: Outcome;
  predictionTimestamp: number | undefined;
}
