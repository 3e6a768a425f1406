import { languageOfFile } from '../analyzers/languageOfFile.js';
import type { PipelineStep } from '../facts/pipeline.js';
import type { ActivityRecord } from '../values/records.js';

/** The activity of a pipeline's step. */
export function stageActivity(path: string, pipeline: string, step: PipelineStep): ActivityRecord {
  return {
    key: `${path}|${pipeline}|${step.name}|${step.line}`,
    name: `${pipeline}.${step.name}`,
    path,
    language: languageOfFile(path) ?? 'yaml',
    kind: 'stage',
  };
}
