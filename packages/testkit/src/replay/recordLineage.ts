import type { OpenLineageDataset, OpenLineageRunEvent } from '@driftline/contracts';
import { columnFigures } from './columnFigures.js';
import { features as allFeatures } from './features.js';
import { type PipelineJob, pipelineOf, type Stage } from './pipeline.js';
import { DAY, HOUR, liveStartOf, RECORDING_START, type RecordingOptions } from './recording.js';
import { active } from './trouble.js';

const MINUTE = 60_000;
const TOOK = 4 * MINUTE;

/** Every run of the pipeline: START and COMPLETE, or FAIL, or nothing at all while a job is missing. */
export function recordLineage(options: RecordingOptions): OpenLineageRunEvent[] {
  const { start = RECORDING_START, referenceDays, liveDays, runEveryHours = 24 } = options;
  const features = allFeatures.slice(0, options.features ?? allFeatures.length);
  const jobs = pipelineOf(options.model ?? 'delivery', features);
  const events: OpenLineageRunEvent[] = [];
  for (let at = start; at < start + (referenceDays + liveDays) * DAY; at += runEveryHours * HOUR) {
    for (const job of jobs) events.push(...runOf(job, at, options));
  }
  return events;
}

function runOf(job: PipelineJob, at: number, options: RecordingOptions): OpenLineageRunEvent[] {
  const liveDay = (at - liveStartOf(options)) / DAY;
  const stale = active(options.troubles ?? [], liveDay, 'stale').find(
    ({ source }) => job.source === source && job.reads === 'source',
  );
  if (stale?.runs === 'missing') return [];
  const began = at + job.minute * MINUTE;
  const runId = runIdOf(`${options.seed}:${job.name}:${at}`);
  const base = { run: { runId }, job: { namespace: job.namespace, name: job.name } };
  const inputs = job.inputs.map((input, i) => observed(input, job.columns[i] ?? [], job.reads, at, options));
  const first = { ...base, eventType: 'START' as const, eventTime: iso(began), inputs, outputs: job.outputs };
  if (stale) {
    const facets = { errorMessage: { message: 'connection timed out', programmingLanguage: 'Python' } };
    const run = { runId, facets };
    return [first, { ...base, run, eventType: 'FAIL', eventTime: iso(began + TOOK) }];
  }
  return [
    first,
    { ...base, eventType: 'COMPLETE', eventTime: iso(began + TOOK), inputs, outputs: job.outputs },
  ];
}

function observed(
  input: OpenLineageDataset,
  columns: readonly string[],
  stage: Stage,
  at: number,
  options: RecordingOptions,
): OpenLineageDataset {
  if (options.lineage !== 'quality') return input;
  return { ...input, inputFacets: { dataQualityMetrics: columnFigures(columns, stage, at, options) } };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}

/** A UUID that depends on the text alone (FNV-1a, four times with different offsets). */
function runIdOf(text: string): string {
  const hex = [1, 2, 3, 4].map((salt) => {
    let hash = 0x811c9dc5 ^ salt;
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    return (hash >>> 0).toString(16).padStart(8, '0');
  });
  const all = hex.join('');
  return `${all.slice(0, 8)}-${all.slice(8, 12)}-4${all.slice(13, 16)}-8${all.slice(17, 20)}-${all.slice(20)}`;
}
