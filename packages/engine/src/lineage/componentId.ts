import type { DatasetRef } from './runTimeLineage.js';

/** Id of a job's node in the joined graph. */
export function componentId({ namespace, name }: DatasetRef): string {
  return `component:${namespace}:${name}`;
}
