import type { Column } from '@driftline/contracts';

/** What the collector needs to know of a model. */
export interface RegisteredModel {
  id: string;
  name: string;
  versions: readonly string[];
  columns: readonly Column[];
}

/** The registered models, shared by all processes. */
export interface ModelRegistryPort {
  getByName(name: string): Promise<RegisteredModel | undefined>;
  /** Registers the model when it is new; concurrent callers get the same model. */
  findOrCreate(name: string): Promise<RegisteredModel>;
  /** How many models are registered. */
  size(): Promise<number>;
  /** Adds columns, types and versions seen in traffic; concurrent callers lose nothing. */
  merge(id: string, shape: { columns?: readonly Column[]; versions?: readonly string[] }): Promise<unknown>;
  /** Adds to the model's counters; `newestEventAt` in epoch milliseconds. */
  count(id: string, traffic: { rows?: number; labels?: number; newestEventAt?: number }): Promise<void>;
}
