import type { Incident } from '@driftline/contracts';
import { demoStory } from './demoStory.js';

/** What the demo told, for machines. */
export interface DemoReport {
  predictions: number;
  labels: number;
  /** From the first event to the last evaluation. */
  seconds: number;
  fault: { source: string; column: string; from: string; to: string };
  /** As the API shows them. */
  incidents: Incident[];
  /** Signed webhooks that the receiver took. */
  webhooks: number;
}

export function demoReport(told: Omit<DemoReport, 'fault'>): DemoReport {
  const { source, column, start, end } = demoStory.fault;
  const fault = { source, column, from: new Date(start).toISOString(), to: new Date(end).toISOString() };
  const { predictions, labels, seconds, incidents, webhooks } = told;
  return { predictions, labels, seconds, fault, incidents, webhooks };
}
