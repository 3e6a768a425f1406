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
import { addData, cellsOf, dataOf, storedField } from '../libraries/arguments.js';
import { UNKNOWN_SPACE } from '../libraries/tableSpace.js';
import { type Flow, flowOfDataset, isEmptyFlow, joinFlows, NO_FLOW } from '../values/flow.js';
import type { ModelRecord, Place } from '../values/records.js';
import { Scope } from '../values/scope.js';
import { isOnlyHoles, spell, type Text, weaker } from '../values/text.js';
import { type Cell, constant, dictOf, flowOf, listOf, referring, type Value } from '../values/value.js';
import type { Activities } from './activities.js';
import { applySql, type SqlContext } from './applySql.js';
import { datasetOfLocation } from './datasetOfLocation.js';
import { unsettledNamespace } from './dialects.js';
import type { Recorder } from './recorder.js';

/** How a pipeline runs an activity. */
export interface Run {
  words: readonly string[] | undefined;
  environment: ReadonlyMap<string, string>;
}

/** A configuration value with its keys, as the interpreter holds it. */
function configValue(value: ConfigValue): Value {
  if (Array.isArray(value)) return listOf(value.map(configValue));
  if (value !== null && typeof value === 'object') {
    return dictOf(new Map(Object.entries(value).map(([key, inner]) => [key, configValue(inner)])));
  }
  return constant(value);
}

/** The variable in which shell code keeps what it exports. */
const EXPORTED = '<env>';

/** Stores whose queries are KQL. */
const KUSTO = /^(azurekusto|kusto|loganalytics|applicationinsights)\b/;

/** Records what a library's rules ask for, on behalf of one activity. */
export class RecordingMachine implements Machine {
  constructor(
    private readonly recorder: Recorder,
    private readonly configs: ReadonlyMap<string, ConfigValue>,
    private readonly activities: Activities,
    private readonly run: Run,
    private readonly frame: Frame,
    private readonly runtime: Runtime,
  ) {}

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
    const located = this.locate(path);
    const value = this.configs.get(located) ?? this.configs.get(located.replace(/^\/+/, ''));
    return value === undefined ? undefined : configValue(value);
  }

  read(call: Call, location: Value | undefined, access: Access = {}): Flow {
    if (location && isHeld(location)) return dataOf(location);
    if (location && carriesData(location)) return flowOf(location);
    return this.locations(call, location)
      .map((text) => {
        const dataset = this.dataset(text, access);
        const confidence = weaker(text.confidence, access.confidence ?? 'exact');
        this.recorder.access('reads', this.frame.activity, dataset, this.place(call), {
          confidence,
          analyzer: this.analyzer,
        });
        if (access.columns) this.recorder.datasets.addColumns(dataset, access.columns);
        return flowOfDataset(dataset, access.columns);
      })
      .reduce(joinFlows, NO_FLOW);
  }

  write(call: Call, location: Value | undefined, data: Flow, access: Access = {}): void {
    if (location?.references?.some((each) => each.kind === 'instance') && !location.texts) {
      const opened = storedField(location, 'location');
      if (opened?.texts) this.write(call, opened, data, access);
      else addData(location, data);
      return;
    }
    for (const text of this.locations(call, location)) {
      const dataset = this.dataset(text, access);
      const confidence = weaker(text.confidence, access.confidence ?? 'exact');
      const details = { confidence, analyzer: this.analyzer, flow: data };
      this.recorder.access('writes', this.frame.activity, dataset, this.place(call), details);
      if (access.models) this.recorder.save(dataset, access.models);
    }
  }

  query(call: Call, sql: Value | undefined, space: TableSpace, options: QueryOptions = {}): Flow {
    if (!sql?.texts) {
      this.unresolved(call, `the query is not a constant: ${sql?.why ?? 'no argument gives it'}`);
      return sql ? flowOf(sql) : NO_FLOW;
    }
    return sql.texts.map((text) => this.runQuery(call, text, space, options)).reduce(joinFlows, NO_FLOW);
  }

  private runQuery(call: Call, text: Text, space: TableSpace, options: QueryOptions): Flow {
    const query = spell(text.value);
    if (isOnlyHoles(query)) {
      this.unresolved(call, 'the query is not a constant');
      return NO_FLOW;
    }
    const language = KUSTO.test(space.namespace) ? 'kql' : 'sql';
    if (language === 'sql' && /^[\w.{}`-]+$/.test(query.trim())) {
      return this.read(call, constant(query.trim()), {
        kind: 'table',
        namespace: this.known(space, null).namespace,
      });
    }
    const script = this.recorder.embeddedFacts(language, query)?.sql;
    if (!script) return NO_FLOW;
    const [problem] = script.problems;
    const prefix = language === 'sql' ? 'the query does not parse: ' : '';
    if (problem) this.unresolved(call, `${prefix}${problem.reason}`);
    const own = this.known(space, script.dialect, script.sure);
    const { firstLine } = options;
    const place = (line: number, endLine: number): Place => {
      const whole = this.place(call);
      if (firstLine === undefined) return whole;
      const [from, to] = [firstLine + line - 1, firstLine + endLine - 1];
      return { path: whole.path, at: [from, to, -from, -from] };
    };
    return applySql(this.recorder, script, {
      activity: this.frame.activity,
      space: own,
      place,
      confidence: text.confidence,
      built: true,
      views: this.views(options),
    });
  }

  private views({ variables }: QueryOptions): NonNullable<SqlContext['views']> {
    const variable = (name: string): Flow | undefined => {
      const value = variables ? this.frame.scope.get(name) : undefined;
      return value && !isEmptyFlow(flowOf(value)) ? flowOf(value) : undefined;
    };
    return {
      get: (name) => this.view(name) ?? variable(name),
      set: (name, flow) => this.setView(name, flow),
    };
  }

  /** A space that nothing names is settled once the whole repository is known. */
  private known(space: TableSpace, dialect: string | null, sure = false): TableSpace {
    return space.namespace === UNKNOWN_SPACE.namespace
      ? { ...space, namespace: unsettledNamespace(dialect, sure) }
      : space;
  }

  train(call: Call, framework: string, features: Flow, labels: Flow, confidence: MapConfidence): ModelRecord {
    const place = this.place(call);
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

  /** A local path as the activity means it, whose folder may have changed. */
  private locate(path: string): string {
    const directory = this.recorder.sessions.directoryOf(this.frame.activity);
    const relative = directory === '' || /^[/~{]/.test(path);
    return this.recorder.paths.locate(relative ? path : `${directory}/${path}`, this.frame.scope.path);
  }

  serve(call: Call, models: Iterable<ModelRecord>, artefact: Flow = NO_FLOW): void {
    if (!isEmptyFlow(artefact)) {
      this.recorder.served.push({ flow: artefact, activity: this.frame.activity, place: this.place(call) });
    }
    for (const model of models)
      model.servedBy.push({ activity: this.frame.activity, place: this.place(call) });
  }

  unresolved(call: Call, reason: string): void {
    this.recorder.unresolved(this.place(call), reason, this.frame.activity.key);
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
    const start = { from: activity, place: this.place(call), script, words, environment: inherited };
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
      const scope = new Scope(this.frame.scope.path);
      for (const [name, value] of environment) scope.set(name, value);
      scope.set(EXPORTED, dictOf(environment));
      const { linesBefore: _, ...outer } = this.frame;
      const inner = { scope, language: program.language, anchor: this.place(call).at, returned: [] };
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

  private get analyzer(): string {
    return this.frame.language;
  }

  private place(call: Call): Place {
    const { anchor, linesBefore } = this.frame;
    if (linesBefore === undefined) return { path: this.frame.scope.path, at: anchor ?? call.at };
    const [line, endLine] = [call.at[0] + linesBefore, call.at[1] + linesBefore];
    return { path: this.frame.scope.path, at: [line, endLine, -line, -line] };
  }

  /** Every text that a location may be; what is not known is listed, not guessed. */
  private locations(call: Call, location: Value | undefined): Text[] {
    if (location?.items) return location.items.flatMap((item) => this.locations(call, item));
    const texts = (location?.texts ?? []).filter(
      (text) => typeof text.value === 'string' && text.value !== '',
    );
    const usable = texts.filter(
      (text) => !isOnlyHoles(spell(text.value)) || /^\{[^{}]*\}$/.test(spell(text.value)),
    );
    if (usable.length === 0) this.unresolved(call, reasonOf(location));
    return usable;
  }

  private dataset(text: Text, access: Access): number {
    const written = spell(text.value);
    const owner = /^\{[^{}]*\}$/.test(written) ? this.frame.activity.key : '';
    const { datasets } = this.recorder;
    if (access.namespace !== undefined) {
      const { namespace } = this.known({ namespace: access.namespace, prefix: '' }, null);
      return datasets.intern(namespace, written, access.kind, owner);
    }
    const { namespace, name } = datasetOfLocation(written);
    // A request goes to a server, although nothing says to which.
    if (namespace === 'file' && access.kind === 'api' && written.startsWith('{'))
      return datasets.intern('https', written, 'api', owner);
    const local = namespace === 'file' ? this.locate(name) : name;
    return datasets.intern(
      namespace,
      local,
      namespace === 'file' && access.kind === 'api' ? undefined : access.kind,
      owner,
    );
  }
}

const HELD = /^(io|file|archive|http)\./;

/** An open file, a buffer, a part of an archive: reading it gives what it holds, and is no further access. */
function isHeld(location: Value): boolean {
  return !location.texts && cellsOf(location).some((cell) => HELD.test(cell.type));
}

/** Data at hand, or a path below data that was fetched to a place nobody knows: reading it is no further access. */
function carriesData(location: Value): boolean {
  const unnamed = !location.texts && !location.items;
  const below = location.texts?.every((text) => /^\{[^{}]*\}\//.test(spell(text.value))) ?? false;
  return (unnamed || below) && !isEmptyFlow(flowOf(location));
}

function reasonOf(location: Value | undefined): string {
  if (!location) return 'no argument names the data';
  return `argument is not a constant: ${location.why ?? 'a computed value'}`;
}
