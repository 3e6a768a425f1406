import type { DependencyFeature, MapConfidence } from '@driftline/contracts';
import { allOrigins } from '../values/flow.js';
import type { ActivityRecord, ModelRecord, TrainingRecord } from '../values/records.js';
import { surer } from '../values/text.js';
import type { Tracer, TraceStep } from './trace.js';

/** One source of one model, before ids are given. */
export interface ModelDependency {
  dataset: number;
  step: TraceStep;
  /** The activity that trains on it. */
  activity: ActivityRecord;
  columns: string[];
  features: DependencyFeature[];
  confidence: MapConfidence;
}

/** Which columns of each source reach each named feature. */
function featuresBySource(tracer: Tracer, training: TrainingRecord): Map<number, DependencyFeature[]> {
  const bySource = new Map<number, DependencyFeature[]>();
  for (const [feature, origins] of training.features.columns) {
    for (const source of tracer.trace(origins, 'exact', training.activity).values()) {
      if (source.columns.size === 0) continue;
      const features = bySource.get(source.dataset) ?? [];
      features.push({ feature, columns: [...source.columns].sort() });
      bySource.set(source.dataset, features);
    }
  }
  return bySource;
}

/**
 * When nothing is known of the data of a training call, what the same file or the script that runs it reads is possible;
 * what its libraries read on the way is not.
 */
function dependenciesOf(tracer: Tracer, model: ModelRecord, training: TrainingRecord): ModelDependency[] {
  const known = [...allOrigins(training.features), ...allOrigins(training.labels)];
  const origins =
    known.length > 0
      ? known
      : allOrigins(tracer.readsOf(training.activity, [model.place.path, training.activity.path]));
  const sources = tracer.trace(origins, known.length > 0 ? model.confidence : 'possible', training.activity);
  const features = featuresBySource(tracer, training);
  return [...sources.values()].map(({ dataset, step, columns, confidence }) => ({
    dataset,
    step,
    activity: training.activity,
    columns: [...columns].sort(),
    features: features.get(dataset) ?? [],
    confidence,
  }));
}

function united(left: ModelDependency, right: ModelDependency): ModelDependency {
  const known = new Set(left.features.map((each) => each.feature));
  return {
    ...left,
    columns: [...new Set([...left.columns, ...right.columns])].sort(),
    features: [...left.features, ...right.features.filter((each) => !known.has(each.feature))],
    confidence: surer(left.confidence, right.confidence),
  };
}

/** The initial sources of a model, over every activity that comes to its training call. */
export function modelDependencies(tracer: Tracer, model: ModelRecord): ModelDependency[] {
  const bySource = new Map<number, ModelDependency>();
  for (const dependency of model.trainings.flatMap((training) => dependenciesOf(tracer, model, training))) {
    const known = bySource.get(dependency.dataset);
    bySource.set(dependency.dataset, known ? united(known, dependency) : dependency);
  }
  return [...bySource.values()];
}
