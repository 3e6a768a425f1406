import type { Position } from './position.js';

/**
 * A file's code in a small neutral form that every imperative language lowers to; the resolver interprets it.
 * Only what carries data or names it is kept: conditions, types and comments are gone. It is plain JSON.
 */
export interface Program {
  language: string;
  /** Parsed when somebody first looks at it: leave it alone where the rest is enough. */
  body: Statement[];
  /** Last names of everything called in the file: lets the resolver skip files that cannot touch data. */
  calls: string[];
}

export type Constant = string | number | boolean | null;

export type Expression =
  | { kind: 'constant'; value: Constant }
  /** Parts written one after another into one string. */
  | { kind: 'text'; parts: Expression[] }
  /** `outer`: a function sets a name that is declared around it. */
  | { kind: 'name'; name: string; outer?: true }
  | { kind: 'member'; of: Expression; name: string }
  | { kind: 'index'; of: Expression; key: Expression }
  | { kind: 'call'; callee: Expression; args: Argument[]; at: Position }
  | { kind: 'binary'; operator: string; left: Expression; right: Expression }
  | { kind: 'list'; items: Expression[] }
  /** A null key spreads the value's own entries. */
  | { kind: 'dict'; entries: [Expression | null, Expression][] }
  | { kind: 'lambda'; parameters: Parameter[]; body: Expression }
  | { kind: 'either'; options: Expression[] }
  /** A comprehension: `body` for each `target` of `over`. */
  | { kind: 'each'; target: Expression; over: Expression; body: Expression }
  | { kind: 'slice'; parts: Expression[] }
  /** Made of the parts in a way that matters only for the data that they carry. */
  | { kind: 'mix'; parts: Expression[] };

export interface Argument {
  value: Expression;
  name?: string;
  spread?: 'list' | 'dict';
}

export interface Parameter {
  name: string;
  default?: Expression;
  rest?: 'list' | 'dict';
}

export interface FunctionDefinition {
  kind: 'function';
  name: string;
  parameters: Parameter[];
  body: Statement[];
  decorators: Expression[];
  at: Position;
  /** Names that it assigns in its module, not in itself. */
  globals?: string[];
}

export interface ClassDefinition {
  kind: 'class';
  name: string;
  bases: Expression[];
  /** Names that the body declares with a type, in order: what an initialiser made by a decorator or base takes. */
  fields?: string[];
  body: Statement[];
  decorators: Expression[];
}

/** `names` empty: the module itself becomes `as`; `*` brings every name. `level` counts leading dots. */
export interface ImportStatement {
  kind: 'import';
  module: string;
  level: number;
  as?: string;
  names: { name: string; as: string }[];
  /** The file's code runs in the importing scope; `as` names a dictionary that also gets its names. */
  inline?: true;
}

export type Statement =
  | { kind: 'assign'; targets: Expression[]; value: Expression }
  | { kind: 'do'; value: Expression }
  | { kind: 'branch'; options: Statement[][] }
  | { kind: 'loop'; target?: Expression; over?: Expression; body: Statement[] }
  | { kind: 'return'; value: Expression | null }
  | { kind: 'delete'; target: Expression }
  /** Statements in another language of the same file, which share its variables: a chunk of a document. */
  | { kind: 'code'; language: string; body: Statement[] }
  | FunctionDefinition
  | ClassDefinition
  | ImportStatement;
