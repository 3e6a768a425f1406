import type { MapConfidence } from '@driftline/contracts';
import { allOrigins, type Flow, NO_FLOW, originOf, splitOrigin, valueOrigins } from '../values/flow.js';
import type { AccessRecord, ActivityRecord } from '../values/records.js';
import { surer, weaker } from '../values/text.js';
import { FolderWrites } from './folderWrites.js';
import type { Recorder } from './recorder.js';

/** One step back from a dataset: the activity that wrote it. */
export interface TraceStep {
  dataset: number;
  column: string;
  confidence: MapConfidence;
  /** How the trace came here; undefined where it starts. */
  next?: { step: TraceStep; through: ActivityRecord };
}

/** An initial source that a trace reached. */
export interface TracedSource {
  dataset: number;
  columns: Set<string>;
  confidence: MapConfidence;
  step: TraceStep;
}

/** Origins of one column of what an access writes. */
function writtenOrigins(flow: Flow, column: string): Set<string> {
  if (column === '*') return allOrigins(flow);
  if (column === '')
    return new Set([...allOrigins(flow)].map((origin) => originOf(splitOrigin(origin).dataset, '')));
  const named = flow.columns.get(column);
  const rest = [...flow.rest].map((origin) => {
    const split = splitOrigin(origin);
    return split.column === '*' ? originOf(split.dataset, column) : origin;
  });
  const found = named ? [...named] : rest;
  const influence = [...valueOrigins(flow)].map((origin) => originOf(splitOrigin(origin).dataset, ''));
  return new Set([...(found.length > 0 ? found : influence), ...flow.rows]);
}

/** Walks from what reaches a model back to the datasets that nothing in the repository writes. */
export class Tracer {
  private readonly writes = new Map<number, AccessRecord[]>();
  private readonly reads = new Map<string, AccessRecord[]>();
  private readonly folders: FolderWrites;

  constructor(private readonly recorder: Recorder) {
    for (const access of recorder.accesses.values()) {
      const dataset = recorder.datasets.resolve(access.dataset);
      if (access.relation === 'writes')
        this.writes.set(dataset, [...(this.writes.get(dataset) ?? []), access]);
      else this.reads.set(access.activity.key, [...(this.reads.get(access.activity.key) ?? []), access]);
    }
    this.folders = new FolderWrites(recorder.datasets.records, this.writes.keys());
  }

  /** Whether something in the repository makes the dataset; changing some of its rows does not. */
  isWritten(dataset: number): boolean {
    return this.writesTo(dataset).some((writer) => !writer.partial);
  }

  private writesTo(dataset: number): readonly AccessRecord[] {
    const own = this.writes.get(dataset);
    return own ?? this.folders.related(dataset).flatMap((index) => this.writes.get(index) ?? []);
  }

  /** What an activity reads, in one of these files when they are given: for flows that interpretation could not follow. */
  readsOf(activity: ActivityRecord, files?: readonly string[]): Flow {
    const origins = (this.reads.get(activity.key) ?? [])
      .filter((access) => files?.includes(access.place.path) ?? true)
      .map((access) => originOf(this.recorder.datasets.resolve(access.dataset), ''));
    return { ...NO_FLOW, rows: new Set(origins) };
  }

  /** Code says more than a declaration: a stage's own word counts only where no script is known to write. */
  private writersOf(dataset: number): readonly AccessRecord[] {
    const writers = this.writesTo(dataset);
    const code = writers.filter(
      (writer) => writer.activity.kind !== 'stage' && allOrigins(writer.flow).size > 0,
    );
    return code.length > 0 ? code : writers;
  }

  private stepsBack(step: TraceStep): TraceStep[] {
    const { datasets } = this.recorder;
    return this.writersOf(step.dataset).flatMap((writer) => {
      const known = [...writtenOrigins(writer.flow, step.column)];
      const guessed = known.length > 0 ? known : [...this.readsOf(writer.activity).rows];
      const confidence = weaker(step.confidence, known.length > 0 ? writer.confidence : 'possible');
      return guessed.flatMap((origin): TraceStep[] => {
        const { dataset, column } = splitOrigin(origin);
        const resolved = datasets.resolve(dataset);
        if (resolved === step.dataset) return [];
        const sure = weaker(confidence, this.readConfidence(writer.activity, resolved));
        return [{ dataset: resolved, column, confidence: sure, next: { step, through: writer.activity } }];
      });
    });
  }

  /** How sure it is that the activity reads the dataset; data that it gets from other code count as exact. */
  private readConfidence(activity: ActivityRecord, dataset: number): MapConfidence {
    const reads = (this.reads.get(activity.key) ?? []).filter(
      (access) => this.recorder.datasets.resolve(access.dataset) === dataset,
    );
    const [first, ...more] = reads.map((access) => access.confidence);
    return first === undefined ? 'exact' : more.reduce(surer, first);
  }

  /** Every initial source behind the origins, which `reader` reads, with the shortest way to it. */
  trace(
    origins: Iterable<string>,
    confidence: MapConfidence,
    reader: ActivityRecord,
  ): Map<number, TracedSource> {
    const sources = new Map<number, TracedSource>();
    const seen = new Set<string>();
    const queue: TraceStep[] = [...origins].map((origin) => {
      const { dataset, column } = splitOrigin(origin);
      const resolved = this.recorder.datasets.resolve(dataset);
      const sure = weaker(confidence, this.readConfidence(reader, resolved));
      return { dataset: resolved, column, confidence: sure };
    });
    for (let step = queue.shift(); step; step = queue.shift()) {
      const key = originOf(step.dataset, step.column);
      if (seen.has(key)) continue;
      seen.add(key);
      const back = this.stepsBack(step);
      const written = this.isWritten(step.dataset);
      queue.push(...back);
      if (back.length === 0 || !written) addSource(sources, step, written);
    }
    return sources;
  }
}

function addSource(sources: Map<number, TracedSource>, step: TraceStep, written: boolean): void {
  const known = sources.get(step.dataset);
  const confidence = written ? 'possible' : step.confidence;
  const source = known ?? { dataset: step.dataset, columns: new Set<string>(), confidence, step };
  if (step.column !== '' && step.column !== '*') source.columns.add(step.column);
  sources.set(step.dataset, source);
}
