import { setImmediate } from 'node:timers/promises';
import { CodedError, datasetOfUri } from '@driftline/contracts';
import type { ConfigValue, Facts } from '../facts/facts.js';
import type { DeclaredData, PipelineStep } from '../facts/pipeline.js';
import type { Position } from '../facts/position.js';
import type { Program } from '../facts/program.js';
import type { SqlScript } from '../facts/sqlScript.js';
import { Interpreter } from '../interpreter/interpreter.js';
import type { TableSpace } from '../interpreter/machine.js';
import { UNKNOWN_SPACE } from '../libraries/tableSpace.js';
import { originOf } from '../values/flow.js';
import type { ActivityRecord, StartRecord } from '../values/records.js';
import { Activities } from './activities.js';
import { applySql } from './applySql.js';
import { joinTables } from './joinTables.js';
import type { LinkContext } from './linkers/linker.js';
import { linkers } from './linkers/linkers.js';
import { type PipelineRun, runOfStart, runsOfStep } from './pipelineRuns.js';
import { Recorder } from './recorder.js';
import { RecordingMachine, type Run } from './recordingMachine.js';
import type { RepositoryPaths } from './repositoryPaths.js';

const MAXIMUM_RUNS = 16;
const DOMINANT_SHARE = 0.6;
const YIELD_MILLISECONDS = 25;

/** What resolution found, still with indices in place of ids. */
export interface Resolution {
  recorder: Recorder;
  runs: PipelineRun[];
  activityOfRun: ReadonlyMap<PipelineRun, ActivityRecord>;
  facts: ReadonlyMap<string, Facts>;
}

/** What earlier rounds found out, which this one needs. */
export interface KnownBefore {
  /** Facts of texts that code holds. */
  embedded: ReadonlyMap<string, Facts>;
  /** Scripts that code starts. */
  starts: ReadonlyMap<string, StartRecord>;
}

function isCode(path: string): boolean {
  return /\.(py|r|sh|ipynb|sql|scala|java)$/i.test(path);
}

/** The dialect that most scripts of the repository show: those that show none are taken for it. */
function dominantDialect(scripts: readonly SqlScript[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { dialect } of scripts) if (dialect) counts.set(dialect, (counts.get(dialect) ?? 0) + 1);
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return [...counts].find(([, count]) => count >= total * DOMINANT_SHARE)?.[0];
}

/** Joins the facts of all files: interprets programs, applies SQL, follows pipelines. Pure but for yielding to the event loop. */
export class RepositoryResolver {
  private readonly programs = new Map<string, Program>();
  private readonly configs = new Map<string, ConfigValue>();
  private readonly activities: Activities;
  private readonly runsByKey = new Map<string, Run>();
  private readonly startOfRun = new Map<PipelineRun, StartRecord>();
  private readonly activityOfRun = new Map<PipelineRun, ActivityRecord>();
  private readonly recorder: Recorder;
  private readonly context: LinkContext;

  constructor(
    private readonly facts: ReadonlyMap<string, Facts>,
    paths: RepositoryPaths,
    private readonly known: KnownBefore,
  ) {
    const scripts = [...facts.values(), ...known.embedded.values()].flatMap(({ sql }) => sql ?? []);
    this.recorder = new Recorder(paths, known.embedded, dominantDialect(scripts));
    this.activities = new Activities(facts);
    this.context = {
      facts,
      paths,
      configs: this.configs,
      activities: this.activities,
      recorder: this.recorder,
    };
    for (const [path, { program, config }] of facts) {
      if (program) this.programs.set(path, program);
      if (config !== undefined) this.configs.set(path, config);
    }
  }

  async resolve(signal?: AbortSignal): Promise<Resolution> {
    const runs = this.findRuns();
    const again = this.planRuns(runs);
    for (const linker of linkers) linker.prepare?.(this.context);
    this.applySqlFiles();
    await this.interpret(again, signal);
    this.declareStages(runs);
    for (const linker of linkers) linker.finish?.(this.context);
    joinTables(this.recorder);
    return { recorder: this.recorder, runs, activityOfRun: this.activityOfRun, facts: this.facts };
  }

  private findRuns(): PipelineRun[] {
    const ofSteps = [...this.facts].flatMap(([path, { pipelines }]) =>
      (pipelines ?? []).flatMap(({ steps }) =>
        steps.flatMap((step) => runsOfStep(this.recorder.paths, path, step)),
      ),
    );
    return [...ofSteps, ...[...this.known.starts.values()].flatMap((start) => this.runOfStart(start) ?? [])];
  }

  private runOfStart(start: StartRecord): PipelineRun | undefined {
    const run = runOfStart(this.recorder.paths, start);
    if (run) this.startOfRun.set(run, start);
    return run;
  }

  /** The first way of running a script is the script's own activity; each different further way is one more. */
  private planRuns(runs: readonly PipelineRun[]): PipelineRun[] {
    const ways = new Map<string, Map<string, ActivityRecord>>();
    const again: PipelineRun[] = [];
    for (const run of runs) {
      const way = JSON.stringify([run.words, run.environment]);
      const known = ways.get(run.script) ?? new Map<string, ActivityRecord>();
      ways.set(run.script, known);
      const activity = known.get(way) ?? this.activityOfWay(run, known.size);
      if (!known.has(way) && known.size > 0 && known.size < MAXIMUM_RUNS) again.push(run);
      known.set(way, activity);
      this.activityOfRun.set(run, activity);
      const start = this.startOfRun.get(run);
      if (start) this.recordStart(start, activity);
    }
    return again;
  }

  private recordStart({ from, place }: StartRecord, to: ActivityRecord): void {
    this.recorder.run({ from, to, place, confidence: 'exact', analyzer: from.language });
  }

  private activityOfWay(run: PipelineRun, position: number): ActivityRecord {
    const own = this.activities.ofFile(run.script);
    const activity =
      position === 0
        ? own
        : this.activities.declare({
            ...own,
            key: `${own.key}#${position}`,
            name: `${own.name} (${run.name})`,
          });
    this.runsByKey.set(activity.key, {
      words: run.words,
      environment: new Map(Object.entries(run.environment)),
    });
    return activity;
  }

  /** Servers on which code starts scripts of SQL. */
  private spacesOfStarts(): Map<string, TableSpace> {
    const spaces = new Map<string, TableSpace>();
    for (const [run, { space }] of this.startOfRun) {
      if (space && !spaces.has(run.script)) spaces.set(run.script, space);
    }
    return spaces;
  }

  private applySqlFiles(): void {
    const claimed = linkers.map((linker) => linker.claims?.(this.context));
    const spaces = this.spacesOfStarts();
    for (const [path, { sql }] of this.facts) {
      if (!sql || claimed.some((paths) => paths?.has(path))) continue;
      const namespace = this.recorder.dialect ?? sql.dialect ?? UNKNOWN_SPACE.namespace;
      const space = spaces.get(path) ?? { namespace, prefix: '' };
      applySql(this.recorder, sql, {
        activity: this.activities.ofFile(path),
        space,
        place: (line, endLine) => ({ path, at: [line, endLine, -line, -line] }),
        confidence: 'exact',
      });
    }
  }

  private interpreter(): Interpreter {
    const noRun: Run = { words: undefined, environment: new Map() };
    return new Interpreter(
      this.programs,
      (frame, runtime) =>
        new RecordingMachine(
          this.recorder,
          this.configs,
          this.activities,
          this.runsByKey.get(frame.activity.key) ?? noRun,
          frame,
          runtime,
        ),
      (path) => this.activities.ofFile(path),
      (activity) =>
        this.recorder.failures.set(activity.path, 'interpretation stopped: the budget of steps is spent'),
    );
  }

  private *tasks(again: readonly PipelineRun[]): Generator<[path: string, task: () => void]> {
    const interpreter = this.interpreter();
    for (const path of this.programs.keys()) yield [path, () => interpreter.module(path)];
    for (const run of again) {
      const activity = this.activityOfRun.get(run) ?? this.activities.ofFile(run.script);
      yield [run.script, () => interpreter.rerun(run.script, activity)];
    }
    yield* this.shellTasks(interpreter);
    yield* interpreter.uncalled();
  }

  /** Shell commands of pipelines' steps, each as its step's activity. */
  private *shellTasks(interpreter: Interpreter): Generator<[path: string, task: () => void]> {
    for (const [path, { pipelines }] of this.facts) {
      for (const { name, steps } of pipelines ?? []) {
        for (const step of steps) {
          if (!step.shell) continue;
          const activity = this.activities.declare(stageActivity(path, name, step));
          const environment = new Map(Object.entries(step.environment));
          this.runsByKey.set(activity.key, { words: undefined, environment });
          const at: Position = [step.line, step.endLine, -step.line, -step.line];
          for (const each of step.shell) {
            const [text, anchor] = typeof each === 'string' ? [each, at] : [each.text, each.line];
            const program = this.recorder.embeddedFacts('shell', text)?.program;
            if (program) yield [path, () => interpreter.embedded(program, path, activity, anchor)];
          }
        }
      }
    }
  }

  private async interpret(again: readonly PipelineRun[], signal?: AbortSignal): Promise<void> {
    let since = performance.now();
    for (const [path, task] of this.tasks(again)) {
      this.attempt(path, task);
      if (performance.now() - since < YIELD_MILLISECONDS) continue;
      await setImmediate();
      if (signal?.aborted) {
        throw new CodedError({ code: 'map_cancelled', status: 503, message: 'mapping was cancelled' });
      }
      since = performance.now();
    }
  }

  /** Nesting that is too deep for the stack costs only the file that has it. */
  private attempt(path: string, task: () => void): void {
    try {
      task();
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.recorder.failures.set(path, `interpretation stopped: ${error.message}`);
    }
  }

  /** What steps declare to read and write, beside what their scripts do. */
  private declareStages(runs: readonly PipelineRun[]): void {
    for (const [path, { pipelines }] of this.facts) {
      for (const pipeline of pipelines ?? []) {
        for (const step of pipeline.steps) this.declareStage(path, pipeline.name, step, runs);
      }
    }
  }

  private declareStage(
    path: string,
    pipeline: string,
    step: PipelineStep,
    runs: readonly PipelineRun[],
  ): void {
    const inputs = step.inputs.filter((input) => !isCode(input.path));
    const ran = runs.some((run) => run.step === step);
    if (inputs.length + step.outputs.length === 0 && !ran) return;
    const activity = this.activities.declare(stageActivity(path, pipeline, step));
    const { datasets, paths } = this.recorder;
    const indexOf = (data: DeclaredData): number => {
      if (data.namespace !== undefined) return datasets.intern(data.namespace, data.path, data.kind);
      const { namespace, name } = datasetOfUri(data.path);
      return datasets.intern(namespace, namespace === 'file' ? paths.locate(name, path) : name, data.kind);
    };
    const rest = new Set(inputs.map((input) => originOf(indexOf(input), '*')));
    for (const input of inputs) this.declareAccess('reads', activity, indexOf(input), input.line);
    for (const output of step.outputs) {
      this.declareAccess('writes', activity, indexOf(output), output.line, {
        columns: new Map(),
        rest,
        rows: new Set(),
      });
    }
  }

  private declareAccess(
    relation: 'reads' | 'writes',
    activity: ActivityRecord,
    dataset: number,
    line: number,
    flow?: Parameters<Recorder['access']>[4]['flow'],
  ): void {
    const details = { confidence: 'exact' as const, analyzer: 'yaml', ...(flow ? { flow } : {}) };
    this.recorder.access(
      relation,
      activity,
      dataset,
      { path: activity.path, at: [line, line, -line, -line] },
      details,
    );
  }
}

/** The activity of a pipeline's step. */
export function stageActivity(path: string, pipeline: string, step: PipelineStep): ActivityRecord {
  return {
    key: `${path}|${pipeline}|${step.name}|${step.line}`,
    name: `${pipeline}.${step.name}`,
    path,
    language: 'yaml',
    kind: 'stage',
  };
}
