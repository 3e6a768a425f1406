import { canonicalKey, datasetId } from '@driftline/contracts';
import type { DatasetRef } from './runTimeLineage.js';

/** How a dataset of a map is found among those of run-time lineage. */
export interface JoinedDataset {
  id: string;
  confidence: 'exact' | 'inferred';
}

/**
 * Joins datasets of maps to those of run-time lineage: on equal canonical keys (exact), else on a path or name
 * suffix that only one run-time dataset has (inferred); else the map's dataset is one of its own.
 */
export class DatasetJoin {
  readonly #ids = new Map<string, string>();
  readonly #names: { id: string; segments: string[] }[] = [];

  constructor(runTime: readonly DatasetRef[]) {
    for (const { namespace, name } of runTime) {
      const id = datasetId(namespace, name);
      if (this.#ids.has(canonicalKey(namespace, name))) continue;
      this.#ids.set(canonicalKey(namespace, name), id);
      this.#names.push({ id, segments: segmentsOf(name) });
    }
  }

  join({ namespace, name }: DatasetRef): JoinedDataset {
    const exact = this.#ids.get(canonicalKey(namespace, name));
    if (exact !== undefined) return { id: exact, confidence: 'exact' };
    const segments = segmentsOf(name);
    const alike = this.#names.filter(
      (known) => isSuffix(known.segments, segments) || isSuffix(segments, known.segments),
    );
    const [only] = alike;
    if (only && alike.length === 1) return { id: only.id, confidence: 'inferred' };
    return { id: datasetId(namespace, name), confidence: 'exact' };
  }
}

function segmentsOf(name: string): string[] {
  const separator = name.includes('/') ? '/' : '.';
  return name
    .toLowerCase()
    .split(separator)
    .filter((part) => part !== '' && part !== '*');
}

function isSuffix(long: readonly string[], short: readonly string[]): boolean {
  if (short.length === 0 || short.length > long.length) return false;
  return short.every((part, i) => part === long[long.length - short.length + i]);
}
