import type { Column, Task } from '@driftline/contracts';

/** A model as the facts hold it. Times are epoch milliseconds, UTC. */
export interface StoredModel {
  /** Lowercase alphanumeric, starts with a letter: names the model's event table. */
  id: string;
  name: string;
  environment: string;
  task: Task | null;
  positiveLabel: string | null;
  versions: string[];
  columns: Column[];
  /** How far labels have been joined; opaque here, written by the job that joins. */
  joinCursor: string | null;
  rows: number;
  labels: number;
  newestEventAt: number | null;
  watermark: number | null;
  createdAt: number;
}

/** What may be changed of a model; what is left out stays. */
export type ModelPatch = Partial<
  Pick<StoredModel, 'environment' | 'task' | 'positiveLabel' | 'joinCursor' | 'watermark'>
>;

/** What newly arrived events showed of a model. */
export interface ModelTraffic {
  rows?: number;
  labels?: number;
  newestEventAt?: number;
}

/** Columns and versions seen in traffic; merged into what is known. */
export interface ModelShape {
  columns?: readonly Column[];
  versions?: readonly string[];
}
