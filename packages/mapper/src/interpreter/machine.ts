import type { ActivityKind, DatasetKind, MapConfidence } from '@driftline/contracts';
import type { Position } from '../facts/position.js';
import type { Flow } from '../values/flow.js';
import type { ModelRecord, Place } from '../values/records.js';
import type { Cell, Value } from '../values/value.js';

/** A call with evaluated arguments, as libraries see it. */
export interface Call {
  /** Dotted name of what is called; the last part for a method of an unknown value. */
  readonly name: string;
  readonly receiver: Value | undefined;
  readonly args: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
  readonly at: Position;
  /** Where evidence stands, when that is not where the call stands: a constructor's, which a class of the repository calls. */
  readonly place?: Place;
}

export interface Access {
  kind?: DatasetKind;
  /** Namespace of a table or topic; paths and URIs bring their own. */
  namespace?: string;
  /** Columns that the call asks for. */
  columns?: readonly string[];
  confidence?: MapConfidence;
  /** Trained models that the written artefact holds: whoever loads it and predicts serves them. */
  models?: readonly ModelRecord[];
}

export interface QueryOptions {
  /** Line of the file on which the text of the query stands as it is. */
  firstLine?: number;
  /** Variables of the code are tables of the query, as in DuckDB. */
  variables?: true;
}

/** What a library's rules may ask of the interpreter. Every access is recorded for the activity under interpretation. */
export interface Machine {
  /** Data read from wherever `location` may point; an unknown location is listed as unresolved. */
  read(call: Call, location: Value | undefined, access?: Access): Flow;
  write(call: Call, location: Value | undefined, data: Flow, access?: Access): void;
  /** Runs SQL: tables that it reads and writes are recorded; the answer is what its last query yields. */
  query(call: Call, sql: Value | undefined, namespace: TableSpace, options?: QueryOptions): Flow;
  /** Records that a model is trained. The name of the variable or type names it until something better does. */
  train(call: Call, framework: string, features: Flow, labels: Flow, confidence: MapConfidence): ModelRecord;
  /** Predictions are made with the models, or with whatever models the loaded artefact turns out to hold. */
  serve(call: Call, models: Iterable<ModelRecord>, artefact?: Flow): void;
  /** Models that the activity has trained so far. */
  trained(): ModelRecord[];
  /** Gives data a name by which the queries of this activity find it. */
  setView(name: string, flow: Flow): void;
  /** Data that this activity gave the name. */
  view(name: string): Flow | undefined;
  /** Relative paths of this activity start here from now on. */
  changeDirectory(path: string): void;
  unresolved(call: Call, reason: string): void;
  /** A new object of a library's type. The same call gives the same object. */
  instance(call: Call, type: string, flow: Flow): { cell: Cell; value: Value };
  /** Calls a value, for instance a function that `apply` was given. */
  call(callee: Value, args: readonly Value[], call: Call, named?: ReadonlyMap<string, Value>): Value;
  /** `value.name`, as the language finds it. */
  member(value: Value, name: string): Value;
  /** What a dotted name stands for, as an import finds it: `package.module.name`. */
  imported(name: string): Value;
  /** Value of an environment variable, as the pipeline that runs the activity sets it. */
  environment(name: string): string | undefined;
  /** The file whose activity runs, from the root of the repository. */
  readonly path: string;
  /** Command-line words of the activity; undefined when nothing says how it is run. */
  readonly commandLine: readonly string[] | undefined;
  /** Contents of a configuration file of the repository. */
  config(path: string): Value | undefined;
  /** Calls a value as an activity of its own, which a pipeline names: a task of a DAG, a node, a flow's step. */
  task(call: Call, task: Task, callee: Value, given: TaskArguments): Value;
  /** The machine of a task whose work the rule itself does, as an operator's that copies files. */
  within(task: Task): Machine;
  /** Runs when every module was interpreted: what waits for names that stand further down, or in other files. */
  defer(run: () => void): void;
  /** Runs after all code that needs no arguments: what must know everything that any of it declares. */
  atEnd(run: () => void): void;
  /** A cell that all code of the activity shares, or of the whole repository: the graph being declared, a registry. */
  memory(name: string, of: 'activity' | 'repository'): Cell;
  /**
   * The code starts a script or notebook of the repository with these command-line words and environment; a script of SQL
   * on the server of `space`.
   */
  start(
    call: Call,
    script: string,
    words: readonly string[],
    environment: ReadonlyMap<string, string>,
    space?: TableSpace,
  ): void;
  /** Interprets shell commands that stand in a text. */
  shell(call: Call, commands: Value | undefined, environment?: ReadonlyMap<string, Value>): Flow;
  /** What a name stands for in a catalogue of the repository (Kedro, Feast, data assets), by kind of catalogue. */
  catalogued(kind: string, name: string): CatalogueEntry | undefined;
  /** Adds a name to a catalogue. */
  catalogue(kind: string, name: string, entry: CatalogueEntry): void;
}

/** An activity of a pipeline, and the graph that it belongs to. */
export interface Task {
  /** Full name, as `dag.task`. */
  name: string;
  kind: ActivityKind;
  graph: { name: string; kind: string };
}

export interface TaskArguments {
  args: readonly Value[];
  named: ReadonlyMap<string, Value>;
}

/** The dataset that a logical name stands for. */
export interface CatalogueEntry {
  /** A path or URI; or the name of a table or topic when `namespace` is given. */
  location: string;
  namespace?: string;
  kind?: DatasetKind;
  confidence?: MapConfidence;
  /** Columns that the catalogue declares. */
  columns?: readonly string[];
}

/** Where unqualified tables of a connection live. */
export interface TableSpace {
  namespace: string;
  /** Parts put before a name: `database` or `database.schema`. */
  prefix: string;
}

/** What a call does, beyond what its arguments say. */
export type Rule = (call: Call, machine: Machine) => Value;

/**
 * Rules for one library. `functions` are keyed by dotted name; a name ending in `.*` covers everything below it.
 */
export interface Library {
  readonly name: string;
  /** False: its rules give values and touch no data, so that a file which uses nothing else needs no interpretation. */
  readonly touchesData?: false;
  /** Languages whose programs call it; Python when none is given. */
  readonly languages?: readonly string[];
  readonly functions: Readonly<Record<string, Rule>>;
  /** Keyed by `Type.method`, `*.Type.method` whatever package the type stands in, or `*.method`. `__init__` is called for
   * classes of the repository that extend the type, `__call__` for objects that are called. */
  readonly methods: Readonly<Record<string, Rule>>;
  /**
   * What decorators make of a function, keyed by dotted name or `*.name`. The call's first argument is the function, the
   * rest are the decorator's; the answer takes the function's place.
   */
  readonly decorators?: Readonly<Record<string, Rule>>;
  /** What names of the library stand for that are no functions: an object that programs import ready-made. */
  readonly names?: Readonly<Record<string, Rule>>;
}
