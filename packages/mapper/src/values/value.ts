import type { ClassDefinition, Constant, FunctionDefinition } from '../facts/program.js';
import { type Flow, joinFlows, NO_FLOW } from './flow.js';
import type { ModelRecord, Place } from './records.js';
import { surer, type Text } from './text.js';
import type { VersionedFields } from './versionedFields.js';

/**
 * What the interpreter knows of a value: constants that it may be, what it may refer to, its known entries, and the data
 * that reaches it. Values are never changed; instances are, through their cells.
 */
export interface Value {
  readonly texts?: readonly Text[];
  /** Why some constant is not known. */
  readonly why?: string;
  /** What to call the value where a text needs it and no constant is known. */
  readonly hint?: string;
  readonly flow: Flow;
  readonly references?: readonly Reference[];
  readonly items?: readonly Value[];
  readonly fields?: ReadonlyMap<string, Value>;
}

/** Names that can be looked up, from the inside out. */
export interface Names {
  readonly path: string;
  get(name: string): Value | undefined;
  set(name: string, value: Value): void;
}

/** An object with identity: fields that are set later are seen by everyone who holds it. */
export interface Cell {
  readonly id: number;
  /** Dotted name of the library's type, or the name of the repository's class. */
  readonly type: string;
  readonly definition?: ClassReference;
  readonly fields: VersionedFields<Value>;
  readonly models: Set<ModelRecord>;
  /** Where code made the object of a class of the repository. */
  made?: Place;
}

export interface FunctionReference {
  readonly kind: 'function';
  readonly definition: FunctionDefinition;
  readonly scope: Names;
  readonly self?: Value;
}

export interface ClassReference {
  readonly kind: 'class';
  readonly definition: ClassDefinition;
  readonly scope: Names;
  readonly members: Names;
}

/** What a value may refer to. `method` is a member of a value that is found by name only when it is called. */
export type Reference =
  | { readonly kind: 'external'; readonly name: string }
  | { readonly kind: 'module'; readonly path: string }
  | { readonly kind: 'instance'; readonly cell: Cell }
  | { readonly kind: 'method'; readonly receiver: Value; readonly name: string }
  | FunctionReference
  | ClassReference;

const MAXIMUM_TEXTS = 64;
const MAXIMUM_REFERENCES = 12;

export const NOTHING: Value = { flow: NO_FLOW };

export function unknown(why: string, hint?: string): Value {
  return hint === undefined ? { why, flow: NO_FLOW } : { why, hint, flow: NO_FLOW };
}

export function constant(value: Constant, confidence: Text['confidence'] = 'exact'): Value {
  return { texts: [{ value, confidence }], flow: NO_FLOW };
}

export function carrying(flow: Flow): Value {
  return { flow, why: 'computed from data' };
}

export function referring(reference: Reference, flow: Flow = NO_FLOW): Value {
  return { references: [reference], flow };
}

export function listOf(items: readonly Value[]): Value {
  return { items, flow: NO_FLOW };
}

export function dictOf(fields: ReadonlyMap<string, Value>): Value {
  return { fields, flow: NO_FLOW };
}

export function withFlow(value: Value, flow: Flow): Value {
  return { ...value, flow };
}

/** The data in a value and in everything that it holds. */
export function flowOf(value: Value, depth = 0): Flow {
  let flow = value.flow;
  if (depth > 3) return flow;
  for (const item of value.items ?? []) flow = joinFlows(flow, flowOf(item, depth + 1));
  for (const field of value.fields?.values() ?? []) flow = joinFlows(flow, flowOf(field, depth + 1));
  return flow;
}

function joinTexts(left: readonly Text[], right: readonly Text[]): readonly Text[] {
  if (left === right) return left;
  let joined: Text[] | undefined;
  for (const text of right) {
    const at = left.findIndex((each) => each.value === text.value);
    const known = left[at];
    if (!known) {
      joined ??= [...left];
      if (joined.length < MAXIMUM_TEXTS) joined.push(text);
    } else if (surer(known.confidence, text.confidence) !== known.confidence) {
      joined ??= [...left];
      joined[at] = text;
    }
  }
  return joined ?? left;
}

function sameReference(left: Reference, right: Reference): boolean {
  if (left.kind !== right.kind) return false;
  if (left.kind === 'external' && right.kind === 'external') return left.name === right.name;
  if (left.kind === 'module' && right.kind === 'module') return left.path === right.path;
  if (left.kind === 'instance' && right.kind === 'instance') return left.cell === right.cell;
  if (left.kind === 'function' && right.kind === 'function')
    return left.definition === right.definition && left.self === right.self;
  if (left.kind === 'method' && right.kind === 'method')
    return left.name === right.name && left.receiver === right.receiver;
  return left.kind === 'class' && right.kind === 'class' && left.definition === right.definition;
}

function joinReferences(left: readonly Reference[], right: readonly Reference[]): readonly Reference[] {
  const joined = [...left];
  for (const reference of right) {
    if (!joined.some((each) => sameReference(each, reference))) joined.push(reference);
  }
  return joined.slice(0, MAXIMUM_REFERENCES);
}

function joinFields(
  left: ReadonlyMap<string, Value>,
  right: ReadonlyMap<string, Value>,
): ReadonlyMap<string, Value> {
  const joined = new Map(left);
  for (const [name, value] of right) {
    const known = joined.get(name);
    joined.set(name, known ? join(known, value) : value);
  }
  return joined;
}

function joinItems(left: readonly Value[], right: readonly Value[]): readonly Value[] {
  const [longer, shorter] = left.length >= right.length ? [left, right] : [right, left];
  return longer.map((value, index) => {
    const other = shorter[index];
    return other ? join(value, other) : value;
  });
}

/** The value that may be either. */
export function join(left: Value, right: Value): Value {
  if (left === right || right === NOTHING) return left;
  if (left === NOTHING) return right;
  const joined: { -readonly [key in keyof Value]: Value[key] } = { flow: joinFlows(left.flow, right.flow) };
  const why = left.why ?? right.why;
  const hint = left.hint ?? right.hint;
  const texts = left.texts && right.texts ? joinTexts(left.texts, right.texts) : (left.texts ?? right.texts);
  if (texts) joined.texts = texts;
  if (why !== undefined) joined.why = why;
  if (hint !== undefined) joined.hint = hint;
  const references = joinReferences(left.references ?? [], right.references ?? []);
  if (references.length > 0) joined.references = references;
  const items = left.items && right.items ? joinItems(left.items, right.items) : (left.items ?? right.items);
  if (items) joined.items = items;
  const fields =
    left.fields && right.fields ? joinFields(left.fields, right.fields) : (left.fields ?? right.fields);
  if (fields) joined.fields = fields;
  return joined;
}

export function joinAll(values: readonly Value[]): Value {
  return values.reduce(join, NOTHING);
}
