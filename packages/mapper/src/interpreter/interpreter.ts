import type { ProgramSummary } from '../analysis/programSummary.js';
import type { Position } from '../facts/position.js';
import type {
  ClassDefinition,
  Expression,
  FunctionDefinition,
  Program,
  Statement,
} from '../facts/program.js';
import type { ActivityRecord } from '../values/records.js';
import { Scope } from '../values/scope.js';
import {
  type Cell,
  type ClassReference,
  constant,
  type FunctionReference,
  referring,
  type Value,
} from '../values/value.js';
import { classMember, hasDecorator } from './classMembers.js';
import { decorate } from './decorate.js';
import { evaluate } from './evaluate.js';
import { evaluateMember } from './evaluateMember.js';
import { assign, executeStatement } from './execute.js';
import { Interest } from './interest.js';
import { invoke } from './invoke.js';
import { LaterWork, type Work } from './laterWork.js';
import type { Machine } from './machine.js';
import { RepositoryModules } from './modules/repositoryModules.js';
import { Objects } from './objects.js';
import { rulesOf } from './rulesOf.js';
import type { Arguments, Frame, Runtime } from './runtime.js';
import { StepPool } from './stepPool.js';

type MachineFor = (frame: Frame, runtime: Runtime) => Machine;

/** Interprets programs abstractly: nothing runs, every branch is taken, values are sets of possibilities. */
export class Interpreter implements Runtime {
  uncertain = 0;
  private readonly finders: RepositoryModules;
  private readonly modules = new Map<string, Scope>();
  /** Modules whose runners were interpreted first. */
  private readonly entering = new Set<string>();
  private readonly objects = new Objects();
  private readonly later = new LaterWork();
  /** Functions that were interpreted, with the activity that first came to them. */
  private readonly entered = new Map<FunctionDefinition | ClassDefinition, string>();
  private readonly answers = new Map<string, Map<string, Value>>();
  private readonly steps: StepPool;
  private readonly interest: Interest;
  private readonly including = new Set<string>();

  constructor(
    private readonly programs: ReadonlyMap<string, Program>,
    summaries: ReadonlyMap<string, ProgramSummary>,
    private readonly machineFor: MachineFor,
    private readonly activityOf: (path: string) => ActivityRecord,
    private readonly onExhausted: (activity: ActivityRecord) => void,
  ) {
    this.finders = new RepositoryModules(programs);
    const python = [...summaries].filter(([path]) => programs.get(path)?.language === 'python');
    this.interest = new Interest(new Map(python), this.finders.of('python'));
    const definitions = python.reduce((sum, [, summary]) => sum + summary.definitions.length, 0);
    this.steps = new StepPool(definitions);
  }

  /** Whether a file can touch data by itself: others are interpreted only when one of those imports them. */
  concerns(path: string): boolean {
    return this.interest.ofFile(path);
  }

  /** Interprets a module's top level once, as its own activity; later calls answer the same names. */
  module(path: string): Scope | undefined {
    const known = this.modules.get(path);
    const program = this.programs.get(path);
    if (known || !program) return known;
    const runners = this.entering.has(path) ? [] : (this.finders.of(program.language).runners?.(path) ?? []);
    this.entering.add(path);
    for (const runner of runners) this.module(runner);
    return this.modules.get(path) ?? this.runModule(path, program, this.activityOf(path), true);
  }

  /** Interprets a module again for one way of running it; imports of it keep the first reading. */
  rerun(path: string, activity: ActivityRecord): void {
    const program = this.programs.get(path);
    if (program) this.runModule(path, program, activity, false);
  }

  private runModule(path: string, program: Program, activity: ActivityRecord, shared: boolean): Scope {
    const scope = new Scope(path);
    scope.set('__file__', constant(path));
    scope.set('__name__', constant('__main__'));
    if (shared) this.modules.set(path, scope);
    const uncertain = this.uncertain;
    this.uncertain = 0;
    const frame = this.frame(scope, activity, program.language);
    this.execute(program.body, frame);
    this.steps.close(frame.budget);
    this.uncertain = uncertain;
    return scope;
  }

  /** Interprets code that stands as a text in a file, as an activity of that file: at `anchor`, or verbatim from a line on. */
  embedded(program: Program, path: string, activity: ActivityRecord, anchor: Position | number): void {
    const frame = this.frame(new Scope(path), activity, program.language);
    const place = typeof anchor === 'number' ? { linesBefore: anchor - 1 } : { anchor };
    this.execute(program.body, { ...frame, ...place });
    this.steps.close(frame.budget);
  }

  /** One task for whatever was defined and never called: its parameters are unknown. */
  *uncalled(): Generator<Work> {
    for (let next = this.later.next(); next; next = this.later.next()) {
      if (!('reference' in next)) {
        yield next;
        continue;
      }
      const { reference, value } = next;
      const { path } = reference.scope;
      if (!this.mayTouch(reference)) continue;
      if (reference.kind === 'class') yield [path, () => this.runMethods(reference)];
      else if (!this.entered.has(reference.definition)) yield [path, () => this.callUnknown(value, path)];
    }
  }

  private mayTouch({ kind, definition, scope }: FunctionReference | ClassReference): boolean {
    const start = kind === 'function' ? definition.at[2] : undefined;
    return this.interest.ofDefinition(scope.path, definition.name, start);
  }

  private frame(scope: Scope, activity: ActivityRecord, language: string): Frame {
    const budget = this.steps.open(() => this.onExhausted(activity));
    return { scope, activity, context: '', stack: [], returned: [], language, budget };
  }

  private callUnknown(callee: Value, path: string): void {
    const frame = this.frame(new Scope(path), this.activityOf(path), this.finders.languageOf(path));
    this.invoke(callee, { args: [], named: new Map() }, [1, 1, 0, 0], frame);
    this.steps.close(frame.budget);
  }

  /** An object that code made of the class: its methods know what it was made with. */
  private knownObject(definition: ClassDefinition): Value | undefined {
    const made = definition.body.some((each) => each.kind === 'function' && this.entered.has(each));
    return made ? this.objects.firstOf(definition) : undefined;
  }

  private runMethods(reference: ClassReference): void {
    const methods = reference.definition.body.filter((each) => each.kind === 'function');
    if (methods.every((method) => this.entered.has(method))) return;
    const { path } = reference.scope;
    const plain = this.frame(new Scope(path), this.activityOf(path), this.finders.languageOf(path));
    const frame: Frame = { ...plain, context: `uncalled ${reference.definition.name}` };
    const known = this.knownObject(reference.definition);
    const self =
      known ?? this.invoke(referring(reference), { args: [], named: new Map() }, [1, 1, 0, 0], frame);
    this.steps.close(frame.budget);
    // An object whose type runs its methods by itself has asked for that: they are not unknown any more.
    this.later.runDeferred();
    for (const method of methods) {
      if (this.entered.has(method)) continue;
      for (const each of classMember(reference, method.name)?.references ?? []) {
        if (each.kind !== 'function') continue;
        this.callUnknown(referring(hasDecorator(each, 'staticmethod') ? each : { ...each, self }), path);
      }
    }
  }

  answersOf(activity: string): Map<string, Value> {
    const known = this.answers.get(activity) ?? new Map<string, Value>();
    this.answers.set(activity, known);
    return known;
  }

  /** Drops what modules held and what activities did, by paths and keys, so that they are interpreted anew. */
  forget(paths: ReadonlySet<string>, activities: ReadonlySet<string>): void {
    for (const path of paths) this.modules.delete(path);
    for (const [definition, activity] of this.entered)
      if (activities.has(activity)) this.entered.delete(definition);
    this.objects.forget(activities);
    for (const activity of activities) this.answers.delete(activity);
  }

  evaluate(expression: Expression, frame: Frame): Value {
    return evaluate(expression, frame, this);
  }

  execute(statements: readonly Statement[], frame: Frame): void {
    const current = frame.stack.at(-1);
    if (current && !this.entered.has(current)) this.entered.set(current, frame.activity.key);
    for (const statement of statements) executeStatement(statement, frame, this);
  }

  invoke(callee: Value, given: Arguments, at: Position, frame: Frame): Value {
    return invoke(rulesOf(frame.language), callee, given, at, frame, this);
  }

  assign(target: Expression, value: Value, frame: Frame): void {
    assign(target, value, frame, this);
  }

  moduleNames(path: string): ReadonlyMap<string, Value> {
    return this.module(path)?.all() ?? new Map();
  }

  moduleMember(path: string, name: string): Value | undefined {
    const own = this.module(path)?.own(name);
    if (own) return own;
    const finder = this.finders.ofFile(path);
    const beside = finder.fileOfName?.(path, name);
    if (beside !== undefined && beside !== path) return this.module(beside)?.own(name);
    const submodule = finder.submodule(path, name);
    return submodule === undefined ? undefined : referring({ kind: 'module', path: submodule });
  }

  imported(from: string, module: string, level: number, name?: string): Value {
    const path = this.finders.ofFile(from).resolve(from, module, level, name);
    if (path === undefined || path === from) return referring({ kind: 'external', name: module });
    return referring({ kind: 'module', path });
  }

  include(module: string, frame: Frame): ReadonlyMap<string, Value> {
    const path = this.finders.of(frame.language).resolve(frame.scope.path, module, 0);
    const program = path === undefined ? undefined : this.programs.get(path);
    const found =
      path === undefined || !program || path === frame.scope.path
        ? (this.machine(frame).config(module)?.fields ?? new Map<string, Value>())
        : this.runIncluded(path, program, frame);
    for (const [name, value] of found) frame.scope.set(name, value);
    return found;
  }

  private runIncluded(path: string, program: Program, frame: Frame): ReadonlyMap<string, Value> {
    const scope = new Scope(path, frame.scope);
    const { anchor: _, linesBefore: __, ...own } = frame;
    if (this.including.has(path)) return scope.all();
    this.including.add(path);
    this.execute(program.body, { ...own, scope });
    this.including.delete(path);
    return scope.all();
  }

  globalName(name: string, frame: Frame): Value | undefined {
    const path = this.finders.of(frame.language).fileOfName?.(frame.scope.path, name);
    if (path !== undefined && path !== frame.scope.path) return this.moduleMember(path, name);
    const found = this.finders.of(frame.language).ownerOfName?.(frame.scope.path, name);
    const owner = found ? this.moduleMember(found.path, found.owner) : undefined;
    return owner ? evaluateMember(owner, name, frame, this) : undefined;
  }

  cell(key: string, type: string, definition?: ClassReference): Cell {
    return this.objects.cell(key, type, definition);
  }

  machine(frame: Frame): Machine {
    return this.machineFor(frame, this);
  }

  defined(reference: FunctionReference | ClassReference, value = referring(reference)): void {
    const { kind, definition } = reference;
    const needsNothing =
      kind === 'function' && definition.parameters.every((each) => each.default || each.rest);
    this.later.define({ reference, value }, needsNothing);
  }

  decorated(reference: FunctionReference, frame: Frame): Value | undefined {
    return decorate(rulesOf(frame.language), reference, frame, this);
  }

  isKnown(name: string, frame: Frame): boolean {
    return rulesOf(frame.language).knows(name);
  }

  external(name: string, frame: Frame): Value | undefined {
    const rule = rulesOf(frame.language).name(name);
    const call = { name, receiver: undefined, args: [], named: new Map(), at: [1, 1, 0, 0] as const };
    return rule?.(call, this.machine(frame));
  }

  atEnd(path: string, task: () => void): void {
    this.later.atEnd([path, task]);
  }

  defer(path: string, task: () => void): void {
    this.later.defer([path, task]);
  }
}
