import type { Position } from '../facts/position.js';
import type { Expression, FunctionDefinition, Statement } from '../facts/program.js';
import type { ActivityRecord } from '../values/records.js';
import type { Scope } from '../values/scope.js';
import type { Cell, ClassReference, FunctionReference, Value } from '../values/value.js';
import type { Budget } from './budget.js';
import type { Machine } from './machine.js';

/** One activation: a module's top level or a function's body. */
export interface Frame {
  readonly scope: Scope;
  readonly activity: ActivityRecord;
  /** Call sites that led here, the last two: tells objects made in different places apart. */
  readonly context: string;
  readonly stack: readonly FunctionDefinition[];
  readonly returned: Value[];
  readonly budget: Budget;
  /** Language of the code, which chooses the rules of its libraries. */
  readonly language: string;
  /** The call whose text holds this code; evidence points there, as the code has no lines of its own. */
  readonly anchor?: Position;
  /** The line before the first one of code that stands in the file as a verbatim text. */
  readonly linesBefore?: number;
}

export interface Arguments {
  readonly args: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
}

/** What the parts of the interpreter ask of each other. */
export interface Runtime {
  evaluate(expression: Expression, frame: Frame): Value;
  execute(statements: readonly Statement[], frame: Frame): void;
  invoke(callee: Value, given: Arguments, at: Position, frame: Frame): Value;
  assign(target: Expression, value: Value, frame: Frame): void;
  /** The value that `name` has in a module of the repository. */
  moduleMember(path: string, name: string): Value | undefined;
  moduleNames(path: string): ReadonlyMap<string, Value>;
  /** What an import binds: a module of the repository or an external name. */
  imported(from: string, module: string, level: number, name?: string): Value;
  /** Runs a script, or reads a file of settings, in the frame's scope; answers the names that it gave. */
  include(module: string, frame: Frame): ReadonlyMap<string, Value>;
  /** A name that no scope of the file knows, but another file of the repository may give. */
  globalName(name: string, frame: Frame): Value | undefined;
  cell(key: string, type: string, definition?: ClassReference): Cell;
  machine(frame: Frame): Machine;
  /** Remembers a definition, so that it is interpreted even if nothing calls it. */
  defined(reference: FunctionReference | ClassReference, value?: Value): void;
  /** What decorators make of a function; undefined when no rule knows any of them. */
  decorated(reference: FunctionReference, frame: Frame): Value | undefined;
  /** Whether rules speak of a library's name: it then means the library, even where the repository holds the library itself. */
  isKnown(name: string, frame: Frame): boolean;
  /** What a rule says that a library's name stands for. */
  external(name: string, frame: Frame): Value | undefined;
  /** Runs a task when every module was interpreted. */
  defer(path: string, task: () => void): void;
  /** Runs a task after all code that needs no arguments. */
  atEnd(path: string, task: () => void): void;
  /** What calls of an activity answered that cannot answer anything else now. */
  answersOf(activity: string): Map<string, Value>;
  /** Above zero while a branch or a loop runs: fields are then joined, not replaced. */
  uncertain: number;
}
