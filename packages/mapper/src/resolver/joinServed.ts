import { allOrigins, splitOrigin } from '../values/flow.js';
import type { ModelRecord } from '../values/records.js';
import type { Recorder } from './recorder.js';

const MAXIMUM_COPIES = 4;

function datasetsOf(recorder: Recorder, origins: Iterable<string>): Set<number> {
  return new Set([...origins].map((origin) => recorder.datasets.resolve(splitOrigin(origin).dataset)));
}

/** Models saved into each dataset, by the index that stands for it after joins. */
function modelsByArtefact(recorder: Recorder): Map<number, Set<ModelRecord>> {
  const models = new Map<number, Set<ModelRecord>>();
  for (const [dataset, saved] of recorder.saved) {
    const resolved = recorder.datasets.resolve(dataset);
    models.set(resolved, new Set([...(models.get(resolved) ?? []), ...saved]));
  }
  return models;
}

/** Models that the datasets hold; a copied or uploaded file holds what it was copied from. */
function modelsIn(
  recorder: Recorder,
  artefacts: ReadonlyMap<number, Set<ModelRecord>>,
  datasets: ReadonlySet<number>,
): Set<ModelRecord> {
  const found = new Set<ModelRecord>();
  const seen = new Set<number>();
  let current = datasets;
  for (let copies = 0; copies <= MAXIMUM_COPIES && current.size > 0; copies += 1) {
    const unsaved = [...current].filter((dataset) => !artefacts.has(dataset) && !seen.has(dataset));
    for (const dataset of current) for (const model of artefacts.get(dataset) ?? []) found.add(model);
    for (const dataset of unsaved) seen.add(dataset);
    const before = [...recorder.accesses.values()].filter(
      (each) => each.relation === 'writes' && unsaved.includes(recorder.datasets.resolve(each.dataset)),
    );
    current = new Set(before.flatMap((each) => [...datasetsOf(recorder, allOrigins(each.flow))]));
  }
  return found;
}

/** Code that loads an artefact and predicts with it serves the model that other code saved there. */
export function joinServed(recorder: Recorder): void {
  const artefacts = modelsByArtefact(recorder);
  if (artefacts.size === 0) return;
  for (const { flow, activity, place } of recorder.served) {
    for (const model of modelsIn(recorder, artefacts, datasetsOf(recorder, allOrigins(flow)))) {
      model.servedBy.push({ activity, place });
    }
  }
}
