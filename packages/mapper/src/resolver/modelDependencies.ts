import type { DependencyFeature, MapConfidence } from '@driftline/contracts';
import { allOrigins } from '../values/flow.js';
import type { ModelRecord } from '../values/records.js';
import type { Tracer, TraceStep } from './trace.js';

/** One source of one model, before ids are given. */
export interface ModelDependency {
  dataset: number;
  step: TraceStep;
  columns: string[];
  features: DependencyFeature[];
  confidence: MapConfidence;
}

/** Which columns of each source reach each named feature. */
function featuresBySource(tracer: Tracer, model: ModelRecord): Map<number, DependencyFeature[]> {
  const bySource = new Map<number, DependencyFeature[]>();
  for (const [feature, origins] of model.features.columns) {
    for (const source of tracer.trace(origins, model.confidence).values()) {
      if (source.columns.size === 0) continue;
      const features = bySource.get(source.dataset) ?? [];
      features.push({ feature, columns: [...source.columns].sort() });
      bySource.set(source.dataset, features);
    }
  }
  return bySource;
}

/** The initial sources of a model. When nothing is known of its data, whatever its activity reads is possible. */
export function modelDependencies(tracer: Tracer, model: ModelRecord): ModelDependency[] {
  const known = [...allOrigins(model.features), ...allOrigins(model.labels)];
  const origins = known.length > 0 ? known : allOrigins(tracer.readsOf(model.activity));
  const sources = tracer.trace(origins, known.length > 0 ? model.confidence : 'possible');
  const features = featuresBySource(tracer, model);
  return [...sources.values()].map(({ dataset, step, columns, confidence }) => ({
    dataset,
    step,
    columns: [...columns].sort(),
    features: features.get(dataset) ?? [],
    confidence,
  }));
}
