import { PATH_MEMBERS } from '../libraries/texts.js';
import { type Flow, NO_FLOW, pickColumn } from '../values/flow.js';
import { mapTexts } from '../values/texts.js';
import {
  type Cell,
  type ClassReference,
  joinAll,
  listOf,
  type Reference,
  referring,
  type Value,
} from '../values/value.js';
import { classMember, hasDecorator } from './classMembers.js';
import type { Frame, Runtime } from './runtime.js';

/** Members of a frame that are the frame in another form, not a column. */
const FRAME_FORMS: ReadonlySet<string> = new Set([
  ...[
    'values',
    'T',
    'loc',
    'iloc',
    'at',
    'iat',
    'str',
    'dt',
    'cat',
    'columns',
    'index',
    'iterrows',
    'itertuples',
    'items',
  ],
  ...['write', 'writeStream', 'na', 'stat', 'struct', 'plot', 'data', 'text', 'content', 'rdd'],
]);
const MAXIMUM_PARENTS = 8;
const NO_DATA: ReadonlySet<string> = new Set(['shape', 'size', 'dtypes', 'dtype', 'empty', 'ndim']);

function memberFlow(base: Value, name: string): Flow {
  if (NO_DATA.has(name)) return NO_FLOW;
  return FRAME_FORMS.has(name) ? base.flow : pickColumn(base.flow, name);
}

function asMethod(base: Value, name: string, flow: Flow): Value {
  const value: Value = { references: [{ kind: 'method', receiver: base, name }], flow, hint: name };
  return base.texts || base.flow !== NO_FLOW ? value : { ...value, why: base.why ?? `attribute ${name}` };
}

function bound(member: Value, self: Value, frame: Frame, runtime: Runtime): Value {
  const results = (member.references ?? []).map((reference): Value => {
    if (reference.kind !== 'function') return referring(reference, member.flow);
    if (hasDecorator(reference, 'staticmethod')) return referring(reference);
    const method = referring({ ...reference, self });
    const computed = hasDecorator(reference, 'property', 'cached_property');
    return computed
      ? runtime.invoke(method, { args: [], named: new Map() }, reference.definition.at, frame)
      : method;
  });
  return results.length > 0 ? joinAll(results) : member;
}

/** A method that stands outside of its class, in another file: a function with the class's name before its own. */
function memberBeside(
  { definition, scope }: ClassReference,
  name: string,
  runtime: Runtime,
): Value | undefined {
  return runtime.moduleMember(scope.path, `${definition.name}.${name}`);
}

function instanceMember(base: Value, cell: Cell, name: string, frame: Frame, runtime: Runtime): Value {
  const field = cell.fields.get(name);
  if (field) return field;
  const member = cell.definition
    ? (classMember(cell.definition, name) ?? memberBeside(cell.definition, name, runtime))
    : undefined;
  if (member) return bound(member, referring({ kind: 'instance', cell }), frame, runtime);
  const flow = cell.type === 'frame.Groups' ? memberFlow(base, name) : base.flow;
  return asMethod({ ...referring({ kind: 'instance', cell }), flow: base.flow }, name, flow);
}

/** A column that a mapped class declares: it stands for the class's table, too. */
function isColumn(member: Value): boolean {
  return (
    member.references?.some((each) => {
      if (each.kind === 'external') return /\.mapped_column\(\)$/.test(each.name);
      return each.kind === 'instance' && /(^|\.)Column$/.test(each.cell.type);
    }) ?? false
  );
}

function referenceMember(
  base: Value,
  reference: Reference,
  name: string,
  frame: Frame,
  runtime: Runtime,
): Value | undefined {
  if (reference.kind === 'module') return runtime.moduleMember(reference.path, name);
  if (reference.kind === 'external')
    return (
      runtime.external(`${reference.name}.${name}`, frame) ??
      referring({ kind: 'external', name: `${reference.name}.${name}` }, base.flow)
    );
  if (reference.kind === 'instance') return instanceMember(base, reference.cell, name, frame, runtime);
  if (reference.kind === 'class') {
    const member = classMember(reference, name);
    return member && isColumn(member) ? asMethod(base, name, NO_FLOW) : member;
  }
  return asMethod(base, name, memberFlow(base, name));
}

/** The folders above a path, from the inside out. */
function parentsOf(path: Value): Value {
  const parents: Value[] = [];
  const up = PATH_MEMBERS.parent;
  for (let each = path; up && parents.length < MAXIMUM_PARENTS; ) {
    each = mapTexts(each, up);
    parents.push(each);
  }
  return listOf(parents);
}

/** `base.name`: a field, a method, a module's name, a column, or a part of a path. */
export function evaluateMember(base: Value, name: string, frame: Frame, runtime: Runtime): Value {
  const field = base.fields?.get(name);
  if (field) return field;
  if (base.texts && !base.references && name === 'value') return base;
  if (base.texts && !base.references && name === 'parents') return parentsOf(base);
  const change = base.texts ? PATH_MEMBERS[name] : undefined;
  if (change && !base.references) return mapTexts(base, change);
  const found = (base.references ?? []).flatMap(
    (reference) => referenceMember(base, reference, name, frame, runtime) ?? [],
  );
  return found.length > 0 ? joinAll(found) : asMethod(base, name, memberFlow(base, name));
}
