import type { Facts } from '../facts/facts.js';
import type { DeclaredData, PipelineStep } from '../facts/pipeline.js';
import { type Flow, originOf } from '../values/flow.js';
import type { ActivityRecord } from '../values/records.js';
import type { Activities } from './activities.js';
import { datasetOfLocation } from './datasetOfLocation.js';
import type { PipelineRun } from './pipelineRuns.js';
import type { Recorder } from './recorder.js';
import { stageActivity } from './stageActivity.js';

interface Stages {
  recorder: Recorder;
  activities: Activities;
  /** Steps that run a script of the repository. */
  running: ReadonlySet<PipelineStep | undefined>;
}

function isCode(path: string): boolean {
  return /\.(py|r|sh|ipynb|sql|scala|java)$/i.test(path);
}

function indexOf({ datasets, paths }: Recorder, data: DeclaredData, path: string): number {
  if (data.namespace !== undefined) return datasets.intern(data.namespace, data.path, data.kind);
  const { namespace, name } = datasetOfLocation(data.path);
  return datasets.intern(namespace, namespace === 'file' ? paths.locate(name, path) : name, data.kind);
}

function declareAccess(
  recorder: Recorder,
  relation: 'reads' | 'writes',
  activity: ActivityRecord,
  data: DeclaredData,
  flow?: Flow,
): void {
  const details = {
    confidence: 'exact' as const,
    analyzer: activity.language,
    ...(flow ? { flow } : {}),
  };
  const { path, line } = { path: activity.path, line: data.line };
  const dataset = indexOf(recorder, data, path);
  recorder.access(relation, activity, dataset, { path, at: [line, line, -line, -line] }, details);
}

function declareStage(stages: Stages, path: string, pipeline: string, step: PipelineStep): void {
  const { recorder, activities, running } = stages;
  const inputs = step.inputs.filter((input) => !isCode(input.path));
  if (inputs.length + step.outputs.length === 0 && !running.has(step)) return;
  const activity = activities.declare(stageActivity(path, pipeline, step));
  const rest = new Set(inputs.map((input) => originOf(indexOf(recorder, input, path), '*')));
  for (const input of inputs) declareAccess(recorder, 'reads', activity, input);
  const flow = { columns: new Map(), rest, rows: new Set<string>() };
  for (const output of step.outputs) declareAccess(recorder, 'writes', activity, output, flow);
}

/** What steps of pipelines declare to read and write, beside what their scripts do. */
export function declareStages(
  facts: ReadonlyMap<string, Facts>,
  recorder: Recorder,
  activities: Activities,
  runs: readonly PipelineRun[],
): void {
  const stages: Stages = { recorder, activities, running: new Set(runs.map((run) => run.step)) };
  for (const [path, { pipelines }] of facts) {
    for (const pipeline of pipelines ?? []) {
      for (const step of pipeline.steps) declareStage(stages, path, pipeline.name, step);
    }
  }
}
