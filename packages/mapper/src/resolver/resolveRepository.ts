import { setImmediate } from 'node:timers/promises';
import { CodedError } from '@driftline/contracts';
import type { ConfigValue, Facts } from '../facts/facts.js';
import type { Program } from '../facts/program.js';
import type { SqlScript } from '../facts/sqlScript.js';
import { Interpreter } from '../interpreter/interpreter.js';
import { UNKNOWN_SPACE } from '../libraries/tableSpace.js';
import type { ActivityRecord } from '../values/records.js';
import { applySql } from './applySql.js';
import { joinTables } from './joinTables.js';
import { type PipelineRun, runsOfStep } from './pipelineRuns.js';
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
  private readonly activities = new Map<string, ActivityRecord>();
  private readonly runsByKey = new Map<string, Run>();
  private readonly activityOfRun = new Map<PipelineRun, ActivityRecord>();
  private readonly recorder: Recorder;

  constructor(
    private readonly facts: ReadonlyMap<string, Facts>,
    paths: RepositoryPaths,
    parsedSql: ReadonlyMap<string, SqlScript>,
  ) {
    const scripts = [...[...facts.values()].flatMap(({ sql }) => sql ?? []), ...parsedSql.values()];
    this.recorder = new Recorder(paths, parsedSql, dominantDialect(scripts));
    for (const [path, { program, config }] of facts) {
      if (program) this.programs.set(path, program);
      if (config !== undefined) this.configs.set(path, config);
    }
  }

  async resolve(signal?: AbortSignal): Promise<Resolution> {
    const runs = this.findRuns();
    const again = this.planRuns(runs);
    this.applySqlFiles();
    await this.interpret(again, signal);
    this.declareStages(runs);
    joinTables(this.recorder);
    return { recorder: this.recorder, runs, activityOfRun: this.activityOfRun, facts: this.facts };
  }

  private findRuns(): PipelineRun[] {
    return [...this.facts].flatMap(([path, { pipelines }]) =>
      (pipelines ?? []).flatMap((pipeline) =>
        pipeline.steps.flatMap((step) => runsOfStep(this.recorder.paths, path, pipeline, step)),
      ),
    );
  }

  /** The first way of running a script is the script's own activity; each different further way is one more. */
  private planRuns(runs: readonly PipelineRun[]): PipelineRun[] {
    const ways = new Map<string, Map<string, ActivityRecord>>();
    const again: PipelineRun[] = [];
    for (const run of runs) {
      const way = JSON.stringify([run.words, run.step.environment]);
      const known = ways.get(run.script) ?? new Map<string, ActivityRecord>();
      ways.set(run.script, known);
      const activity = known.get(way) ?? this.activityOfWay(run, known.size);
      if (!known.has(way) && known.size > 0 && known.size < MAXIMUM_RUNS) again.push(run);
      known.set(way, activity);
      this.activityOfRun.set(run, activity);
    }
    return again;
  }

  private activityOfWay(run: PipelineRun, position: number): ActivityRecord {
    const own = this.activity(run.script);
    const activity =
      position === 0
        ? own
        : { ...own, key: `${own.key}#${position}`, name: `${own.name} (${run.step.name})` };
    this.activities.set(activity.key, activity);
    this.runsByKey.set(activity.key, {
      words: run.words,
      environment: new Map(Object.entries(run.step.environment)),
    });
    return activity;
  }

  private activity(path: string): ActivityRecord {
    const known = this.activities.get(path);
    if (known) return known;
    const sql = this.facts.get(path)?.sql !== undefined;
    const language = sql ? 'sql' : (this.programs.get(path)?.language ?? 'unknown');
    const activity: ActivityRecord = {
      key: path,
      name: path,
      path,
      language,
      kind: sql ? 'query' : 'script',
    };
    this.activities.set(path, activity);
    return activity;
  }

  private applySqlFiles(): void {
    for (const [path, { sql }] of this.facts) {
      if (!sql) continue;
      const space = {
        namespace: this.recorder.dialect ?? sql.dialect ?? UNKNOWN_SPACE.namespace,
        prefix: '',
      };
      applySql(this.recorder, sql, {
        activity: this.activity(path),
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
          this.runsByKey.get(frame.activity.key) ?? noRun,
          frame,
          runtime,
        ),
      (path) => this.activity(path),
      (activity) =>
        this.recorder.failures.set(activity.path, 'interpretation stopped: the budget of steps is spent'),
    );
  }

  private *tasks(again: readonly PipelineRun[]): Generator<[path: string, task: () => void]> {
    const interpreter = this.interpreter();
    for (const path of this.programs.keys()) yield [path, () => interpreter.module(path)];
    for (const run of again) {
      const activity = this.activityOfRun.get(run) ?? this.activity(run.script);
      yield [run.script, () => interpreter.rerun(run.script, activity)];
    }
    yield* interpreter.uncalled();
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
    step: PipelineRun['step'],
    runs: readonly PipelineRun[],
  ): void {
    const inputs = step.inputs.filter((input) => !isCode(input.path));
    const ran = runs.some((run) => run.step === step);
    if (inputs.length + step.outputs.length === 0 && !ran) return;
    const activity = stageActivity(path, pipeline, step);
    const { datasets, paths } = this.recorder;
    const indexOf = (file: string): number => datasets.intern('file', paths.locate(file, path), undefined);
    const rest = new Set(inputs.map((input) => `${indexOf(input.path)}\t*`));
    for (const input of inputs) this.declareAccess('reads', activity, indexOf(input.path), input.line);
    for (const output of step.outputs) {
      this.declareAccess('writes', activity, indexOf(output.path), output.line, {
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
export function stageActivity(path: string, pipeline: string, step: PipelineRun['step']): ActivityRecord {
  return {
    key: `${path}|${pipeline}|${step.name}|${step.line}`,
    name: `${pipeline}.${step.name}`,
    path,
    language: 'yaml',
    kind: 'stage',
  };
}
