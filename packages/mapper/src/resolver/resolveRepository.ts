import { setImmediate } from 'node:timers/promises';
import { CodedError } from '@driftline/contracts';
import type { ProgramSummary } from '../analysis/programSummary.js';
import { languageOfFile } from '../analyzers/languageOfFile.js';
import type { ConfigValue } from '../facts/configValue.js';
import type { Facts } from '../facts/facts.js';
import type { Position } from '../facts/position.js';
import type { Program } from '../facts/program.js';
import { Interpreter } from '../interpreter/interpreter.js';
import type { Work } from '../interpreter/laterWork.js';
import type { TableSpace } from '../interpreter/machine.js';
import type { ActivityRecord } from '../values/records.js';
import { Activities } from './activities.js';
import { applySql } from './applySql.js';
import { declareStages } from './declareStages.js';
import { dominantDialect, settleDialects, unsettledNamespace } from './dialects.js';
import type { EmbeddedReader } from './embeddedReader.js';
import { joinServed } from './joinServed.js';
import { joinTables } from './joinTables.js';
import type { LinkContext } from './linkers/linker.js';
import { linkers } from './linkers/linkers.js';
import type { PipelineRun } from './pipelineRuns.js';
import { Recorder } from './recorder.js';
import { RecordingMachine, type Run } from './recordingMachine.js';
import type { RepositoryPaths } from './repositoryPaths.js';
import { changedScripts, planRuns, type RunPlan } from './runPlan.js';
import { stageActivity } from './stageActivity.js';

const YIELD_MILLISECONDS = 25;
/** Scripts that start scripts that start scripts: more changes of plan than this are a cycle. */
const MAXIMUM_PLANS = 6;
const NO_RUN: Run = { words: undefined, environment: new Map() };

/** What resolution found, still with indices in place of ids. */
export interface Resolution {
  recorder: Recorder;
  runs: readonly PipelineRun[];
  activityOfRun: ReadonlyMap<PipelineRun, ActivityRecord>;
  facts: ReadonlyMap<string, Facts>;
}

/** Joins the facts of all files: interprets programs, applies SQL, follows pipelines. Pure but for yielding to the event loop. */
export class RepositoryResolver {
  private readonly facts: ReadonlyMap<string, Facts>;
  private readonly programs = new Map<string, Program>();
  private readonly configs = new Map<string, ConfigValue>();
  private readonly activities: Activities;
  private readonly shellRuns = new Map<string, Run>();
  private readonly recorder: Recorder;
  private readonly context: LinkContext;
  private readonly interpreter: Interpreter;
  private plan: RunPlan;

  constructor(
    known: ReadonlyMap<string, Facts>,
    summaries: ReadonlyMap<string, ProgramSummary>,
    private readonly paths: RepositoryPaths,
    reader: EmbeddedReader,
  ) {
    const facts = new Map(known);
    this.facts = facts;
    const scripts = [...facts.values()].flatMap(({ sql }) => sql ?? []);
    this.recorder = new Recorder(paths, reader, dominantDialect(scripts));
    this.activities = new Activities(facts);
    const { configs, activities, recorder } = this;
    this.context = {
      facts,
      paths,
      configs,
      activities,
      recorder,
      setPipelines: (path, pipelines) => facts.set(path, { ...facts.get(path), pipelines }),
    };
    for (const [path, { program, config }] of facts) {
      if (program) this.programs.set(path, program);
      if (config !== undefined) this.configs.set(path, config);
    }
    this.plan = planRuns(facts, paths, [], activities);
    this.interpreter = this.newInterpreter(summaries);
  }

  async resolve(signal?: AbortSignal): Promise<Resolution> {
    for (const linker of linkers) linker.prepare?.(this.context);
    const claimed = linkers.map((linker) => linker.claims?.(this.context));
    this.plan = this.planNow();
    await this.interpret(this.firstTasks(), signal);
    for (let plans = 1, more = true; more && plans < MAXIMUM_PLANS; plans += 1) {
      await this.followStarts(plans, signal);
      for (const linker of linkers) linker.finish?.(this.context);
      more = changedScripts(this.plan, this.planNow()).length > 0;
    }
    this.applySqlFiles((path) => claimed.some((paths) => paths?.has(path)));
    declareStages(this.facts, this.recorder, this.activities, this.plan.runs);
    this.recordStarts();
    settleDialects(this.recorder.datasets, dominantDialect(this.allScripts()));
    joinTables(this.recorder);
    joinServed(this.recorder);
    const { recorder, facts } = this;
    return { recorder, runs: this.plan.runs, activityOfRun: this.plan.activityOfRun, facts };
  }

  private planNow(): RunPlan {
    return planRuns(this.facts, this.paths, this.recorder.starts.values(), this.activities);
  }

  private *allScripts() {
    for (const { sql } of this.facts.values()) if (sql) yield sql;
    for (const { sql } of this.recorder.embedded()) if (sql) yield sql;
  }

  /** Scripts that code starts run with the words that it gives: what they did before is forgotten. */
  private async followStarts(from: number, signal?: AbortSignal): Promise<void> {
    for (let plans = from; plans < MAXIMUM_PLANS; plans += 1) {
      const next = this.planNow();
      const changed = changedScripts(this.plan, next);
      const before = this.plan;
      this.plan = next;
      if (changed.length === 0) return;
      const stale = changed.flatMap((script) => [
        script,
        ...(before.ways.get(script) ?? []).map((way) => way.activity.key),
      ]);
      this.recorder.forget(new Set(stale));
      this.interpreter.forget(new Set(changed), new Set(stale));
      await this.interpret(this.tasksOf(changed), signal);
    }
  }

  private *tasksOf(scripts: Iterable<string>): Generator<Work> {
    const wanted = new Set(scripts);
    for (const path of wanted) yield [path, () => this.interpreter.module(path)];
    yield* this.reruns((script) => wanted.has(script));
    yield* this.interpreter.uncalled();
  }

  private *reruns(wanted: (script: string) => boolean): Generator<Work> {
    for (const [script, ways] of this.plan.ways) {
      if (!wanted(script)) continue;
      for (const { activity } of ways.slice(1))
        yield [script, () => this.interpreter.rerun(script, activity)];
    }
  }

  private *firstTasks(): Generator<Work> {
    for (const path of this.programs.keys()) {
      if (this.interpreter.concerns(path)) yield [path, () => this.interpreter.module(path)];
    }
    yield* this.reruns(() => true);
    yield* this.shellTasks();
    yield* this.interpreter.uncalled();
  }

  private recordStarts(): void {
    for (const [run, { from, place }] of this.plan.startOfRun) {
      const to = this.plan.activityOfRun.get(run);
      if (to) this.recorder.run({ from, to, place, confidence: 'exact', analyzer: from.language });
    }
  }

  /** Servers on which code starts scripts of SQL. */
  private spacesOfStarts(): Map<string, TableSpace> {
    const spaces = new Map<string, TableSpace>();
    for (const [run, { space }] of this.plan.startOfRun) {
      if (space && !spaces.has(run.script)) spaces.set(run.script, space);
    }
    return spaces;
  }

  private applySqlFiles(claimed: (path: string) => boolean): void {
    const spaces = this.spacesOfStarts();
    for (const [path, { sql }] of this.facts) {
      if (!sql || claimed(path)) continue;
      const space = spaces.get(path) ?? { namespace: unsettledNamespace(sql.dialect, sql.sure), prefix: '' };
      applySql(this.recorder, sql, {
        activity: this.activities.ofFile(path),
        space,
        place: (line, endLine) => ({ path, at: [line, endLine, -line, -line] }),
        confidence: 'exact',
        analyzer: languageOfFile(path) ?? 'sql',
      });
    }
  }

  private newInterpreter(summaries: ReadonlyMap<string, ProgramSummary>): Interpreter {
    const { recorder, configs, activities } = this;
    return new Interpreter(
      this.programs,
      summaries,
      (frame, runtime) => {
        const { key } = frame.activity;
        const owner = key.split('|')[0] ?? key;
        const run = this.plan.runOfActivity.get(owner) ?? this.shellRuns.get(key) ?? NO_RUN;
        return new RecordingMachine(recorder, configs, activities, run, frame, runtime);
      },
      (path) => activities.ofFile(path),
      ({ path }) => recorder.failures.set(path, 'interpretation stopped: the budget of steps is spent'),
    );
  }

  /** Shell commands of pipelines' steps, each as its step's activity. */
  private *shellTasks(): Generator<Work> {
    for (const [path, { pipelines }] of this.facts) {
      for (const { name, steps } of pipelines ?? []) {
        for (const step of steps) {
          if (!step.shell) continue;
          const activity = this.activities.declare(stageActivity(path, name, step));
          const environment = new Map(Object.entries(step.environment));
          this.shellRuns.set(activity.key, { words: undefined, environment });
          const at: Position = [step.line, step.endLine, -step.line, -step.line];
          for (const each of step.shell) {
            const [text, anchor] = typeof each === 'string' ? [each, at] : [each.text, each.line];
            const language = typeof each === 'string' ? 'shell' : (each.language ?? 'shell');
            const program = this.recorder.embeddedFacts(language, text)?.program;
            if (program) yield [path, () => this.interpreter.embedded(program, path, activity, anchor)];
          }
        }
      }
    }
  }

  private async interpret(tasks: Iterable<Work>, signal?: AbortSignal): Promise<void> {
    let since = performance.now();
    for (const [path, task] of tasks) {
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
}
