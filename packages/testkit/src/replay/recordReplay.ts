import type { Recording, RecordingOptions } from './recording.js';
import { recordLineage } from './recordLineage.js';
import { recordTraffic } from './recordTraffic.js';

/** Draws what a folder for `driftline replay` holds, of one model or of several side by side. */
export function recordReplay(...worlds: readonly RecordingOptions[]): Recording {
  const recordings = worlds.map((options) => ({
    ...recordTraffic(options),
    lineage: options.lineage === false ? [] : recordLineage(options),
  }));
  return {
    predictions: recordings.flatMap(({ predictions }) => predictions),
    labels: recordings.flatMap(({ labels }) => labels),
    lineage: recordings.flatMap(({ lineage }) => lineage),
  };
}
