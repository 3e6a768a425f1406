import type { StoredModel } from '@driftline/platform';
import type { IncidentBook } from './incidentBook.js';
import type { CurrentReference } from './refreshReference.js';
import type { RememberedEvaluation } from './rememberedEvaluation.js';

/** A model while its evaluations are made. */
export interface ModelUnderEvaluation {
  model: StoredModel;
  reference: CurrentReference;
  /** Features of the live traffic. */
  columns: readonly string[];
  /** Newest evaluation of each window, by start. */
  evaluations: Map<number, RememberedEvaluation>;
  /** Starts of windows for which something arrived since their newest evaluation. */
  touched: Set<number>;
  book: IncidentBook;
  /** Aborts when the model's lock was lost. */
  signal: AbortSignal;
}
