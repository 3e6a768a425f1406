import type { MapConfidence } from '@driftline/contracts';
import type { ConfigValue } from '../facts/configValue.js';
import { evaluateMember } from '../interpreter/evaluateMember.js';
import type {
  Access,
  Call,
  CatalogueEntry,
  Machine,
  QueryOptions,
  TableSpace,
  Task,
  TaskArguments,
} from '../interpreter/machine.js';
import type { Frame, Runtime } from '../interpreter/runtime.js';
import { type Flow, isEmptyFlow, NO_FLOW } from '../values/flow.js';
import type { ModelRecord } from '../values/records.js';
import { Scope } from '../values/scope.js';
import { spell } from '../values/text.js';
import { type Cell, dictOf, referring, type Value } from '../values/value.js';
import type { Activities } from './activities.js';
import { ActivityAccesses } from './activityAccesses.js';
import { ActivityQueries } from './activityQueries.js';
import { configValue } from './configValue.js';
import type { Recorder } from './recorder.js';

/** How a pipeline runs an activity. */
export interface Run {
  words: readonly string[] | undefined;
  environment: ReadonlyMap<string, string>;
}

/** The variable in which shell code keeps what it exports. */
const EXPORTED = '<env>';

/** Records what a library's rules ask for, on behalf of one activity. */
export class RecordingMachine implements Machine {
  private readonly accesses: ActivityAccesses;

  constructor(
    private readonly recorder: Recorder,
    private readonly configs: ReadonlyMap<string, ConfigValue>,
    private readonly activities: Activities,
    private readonly run: Run,
    private readonly frame: Frame,
    private readonly runtime: Runtime,
  ) {
    this.accesses = new ActivityAccesses(recorder, frame);
  }

  get path(): string {
    return this.frame.activity.path;
  }

  get commandLine(): readonly string[] | undefined {
    return this.run.words;
  }

  environment(name: string): string | undefined {
    return this.run.environment.get(name) ?? this.recorder.settings.get(name, this.frame.scope.path);
  }

  config(path: string): Value | undefined {
    const located = this.accesses.locate(path);
    const value =
      this.configs.get(located) ??
      this.configs.get(located.replace(/^\/+/, '')) ??
      this.classPathResource(path);
    return value === undefined ? undefined : configValue(value);
  }

  /** A resource of a program on the JVM stands in whatever module has it. */
  private classPathResource(path: string): ConfigValue | undefined {
    if (!path.startsWith('src/main/resources/')) return undefined;
    const found = [...this.configs].filter(([each]) => each.endsWith(`/${path}`));
    return found.length === 1 ? found[0]?.[1] : undefined;
  }

  read(call: Call, location: Value | undefined, access: Access = {}): Flow {
    return this.accesses.read(call, location, access);
  }

  write(call: Call, location: Value | undefined, data: Flow, access: Access = {}): void {
    this.accesses.write(call, location, data, access);
  }

  query(call: Call, sql: Value | undefined, space: TableSpace, options: QueryOptions = {}): Flow {
    return new ActivityQueries(this.recorder, this.frame, this.accesses).run(call, sql, space, options);
  }

  unresolved(call: Call, reason: string): void {
    this.accesses.unresolved(call, reason);
  }

  train(call: Call, framework: string, features: Flow, labels: Flow, confidence: MapConfidence): ModelRecord {
    const place = this.accesses.place(call);
    const { activity } = this.frame;
    const run = activity.key === activity.path ? '' : activity.key;
    const names = new Map([[call.receiver?.hint ?? framework, 0]]);
    const key = `${run}|${place.path}|${place.at[2]}`;
    return this.recorder.model({ key, names, framework, place, confidence }, { activity, features, labels });
  }

  trained(): ModelRecord[] {
    const { key } = this.frame.activity;
    return [...this.recorder.models.values()].filter(({ trainings }) =>
      trainings.some(({ activity }) => activity.key === key),
    );
  }

  setView(name: string, flow: Flow): void {
    this.recorder.sessions.setView(this.frame.activity, name, flow);
  }

  view(name: string): Flow | undefined {
    return this.recorder.sessions.view(this.frame.activity, name);
  }

  changeDirectory(path: string): void {
    this.recorder.sessions.changeDirectory(this.frame.activity, path);
  }

  serve(call: Call, models: Iterable<ModelRecord>, artefact: Flow = NO_FLOW): void {
    if (!isEmptyFlow(artefact)) {
      this.recorder.served.push({
        flow: artefact,
        activity: this.frame.activity,
        place: this.accesses.place(call),
      });
    }
    for (const model of models)
      model.servedBy.push({ activity: this.frame.activity, place: this.accesses.place(call) });
  }

  instance(call: Call, type: string, flow: Flow): { cell: Cell; value: Value } {
    const key = `${this.frame.activity.key}|${this.frame.scope.path}|${call.at[2]}-${call.at[3]}|${this.frame.context}|${type}`;
    const cell = this.runtime.cell(key, type);
    return { cell, value: referring({ kind: 'instance', cell }, flow) };
  }

  call(
    callee: Value,
    args: readonly Value[],
    call: Call,
    named: ReadonlyMap<string, Value> = new Map(),
  ): Value {
    return this.runtime.invoke(callee, { args, named }, call.at, this.frame);
  }

  member(value: Value, name: string): Value {
    return evaluateMember(value, name, this.frame, this.runtime);
  }

  imported(name: string): Value {
    const whole = this.runtime.imported(this.frame.scope.path, name, 0);
    const cut = name.lastIndexOf('.');
    const isModule = whole.references?.some((each) => each.kind === 'module') ?? false;
    return cut < 0 || isModule ? whole : this.member(this.imported(name.slice(0, cut)), name.slice(cut + 1));
  }

  task(call: Call, task: Task, callee: Value, given: TaskArguments): Value {
    return this.runtime.invoke(callee, given, call.at, this.frameOf(task));
  }

  within(task: Task): Machine {
    return this.runtime.machine(this.frameOf(task));
  }

  private frameOf(task: Task): Frame {
    const { language } = this.frame;
    const { path } = this.frame.activity;
    const key = `${this.frame.activity.key.split('|')[0]}|${task.graph.name}|${task.name}`;
    const activity = this.activities.declare({ key, name: task.name, path, language, kind: task.kind });
    this.recorder.graph(task.graph.name, task.graph.kind, path).activities.add(activity);
    return { ...this.frame, activity, stack: [] };
  }

  defer(run: () => void): void {
    this.runtime.defer(this.frame.scope.path, run);
  }

  atEnd(run: () => void): void {
    this.runtime.atEnd(this.frame.scope.path, run);
  }

  memory(name: string, of: 'activity' | 'repository'): Cell {
    const owner = of === 'activity' ? this.frame.activity.key : '';
    return this.runtime.cell(`${owner}|memory|${name}`, `memory.${name}`);
  }

  start(
    call: Call,
    script: string,
    words: readonly string[],
    environment: ReadonlyMap<string, string>,
    space?: TableSpace,
  ): void {
    const { activity } = this.frame;
    const inherited = new Map([...this.run.environment, ...environment]);
    const start = { from: activity, place: this.accesses.place(call), script, words, environment: inherited };
    this.recorder.start(space ? { ...start, space } : start);
  }

  shell(call: Call, commands: Value | undefined, environment: ReadonlyMap<string, Value> = new Map()): Flow {
    if (!commands?.texts) {
      this.unresolved(call, `the command is not a constant: ${commands?.why ?? 'no argument gives it'}`);
      return NO_FLOW;
    }
    for (const text of commands.texts) {
      const program = this.recorder.embeddedFacts('shell', spell(text.value))?.program;
      if (!program) continue;
      const scope = new Scope((call.place ?? this.frame.scope).path);
      for (const [name, value] of environment) scope.set(name, value);
      scope.set(EXPORTED, dictOf(environment));
      const { linesBefore: _, ...outer } = this.frame;
      const inner = { scope, language: program.language, anchor: this.accesses.place(call).at, returned: [] };
      this.runtime.execute(program.body, { ...outer, ...inner });
    }
    return NO_FLOW;
  }

  catalogued(kind: string, name: string): CatalogueEntry | undefined {
    return this.recorder.catalogue.get(kind, name);
  }

  catalogue(kind: string, name: string, entry: CatalogueEntry): void {
    this.recorder.catalogue.set(kind, name, entry);
  }
}
