import { datasetOfUri } from '@driftline/contracts';
import type { Recorder } from '../../../recorder.js';
import type { FactoryPlace } from './place.js';

/** The dataset of the map that a place is. */
export function datasetOfPlace(recorder: Recorder, place: FactoryPlace, from: string): number {
  if (place.namespace !== undefined) return recorder.datasets.intern(place.namespace, place.name, place.kind);
  const { namespace, name } = datasetOfUri(place.name);
  const local = namespace === 'file' ? recorder.paths.locate(name, from) : name;
  return recorder.datasets.intern(namespace, local, place.kind);
}
