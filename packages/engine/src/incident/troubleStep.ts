import type { EngineIncident } from './engineIncident.js';
import type { Signals } from './signals.js';

/** One evaluation's signals on the way through the incidents of inputs and performance. */
export interface TroubleStep {
  model: string;
  windowMs: number;
  incidents: readonly EngineIncident[];
  signals: Signals;
}
