import type { Expression } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { argumentNode } from './calledName.js';
import { lowerArguments } from './lowerArguments.js';
import { lowerGlue } from './lowerGlue.js';
import { callOf, constantOf, type Lowering, NOTHING, nameOf, positionOf } from './lowering.js';
import { lowerLoad, lowerSampleData } from './lowerLoad.js';
import { lowerString } from './lowerString.js';
import { lowerPlan, lowerRead, lowerTarget } from './lowerTarget.js';
import { sourcePath } from './sourcePath.js';

/** `given` is what a pipe puts first. Undefined when the call is an ordinary one after all. */
type Special = (
  lowering: Lowering,
  node: SyntaxNode,
  given: Expression | undefined,
) => Expression | undefined;

/** Another script runs here: its names are known from now on. */
const lowerSource: Special = (lowering, node) => {
  const file = argumentNode(lowering, node, 0, 'file', 'input', 'path');
  const module = file ? sourcePath(lowering, file) : undefined;
  if (module === undefined) return undefined;
  lowering.before.push({ kind: 'import', module, level: 0, names: [{ name: '*', as: '*' }] });
  return NOTHING;
};

const lowerAssign: Special = (lowering, node) => {
  const [name, value] = [argumentNode(lowering, node, 0, 'x'), argumentNode(lowering, node, 1, 'value')];
  if (name?.type !== 'string' || !value) return undefined;
  const target: Expression = { kind: 'name', name: lowerString(lowering, name) };
  lowering.given.add(target.name);
  lowering.before.push({ kind: 'assign', targets: [target], value: lowering.expression(value) });
  return target;
};

const lowerGet: Special = (lowering, node) => {
  const name = argumentNode(lowering, node, 0, 'x');
  return name?.type === 'string' ? { kind: 'name', name: lowerString(lowering, name) } : undefined;
};

/** Any of the values may be the answer. */
const lowerSwitch: Special = (lowering, node) => {
  const values = (fieldOf(node, 'arguments')?.children ?? []).flatMap(
    (child) => fieldOf(child, 'value') ?? [],
  );
  const [first, ...options] = values.map((value) => lowering.expression(value));
  if (first && first.kind !== 'name') lowering.before.push({ kind: 'do', value: first });
  return { kind: 'either', options };
};

const lowerNew: Special = (lowering, node) => {
  const name = argumentNode(lowering, node, 0, 'Class');
  if (name?.type !== 'string') return undefined;
  const callee: Expression = { kind: 'name', name: lowerString(lowering, name) };
  const args = lowerArguments(lowering, node, undefined).slice(1);
  return { kind: 'call', callee, args, at: positionOf(lowering, node) };
};

const FROM = /\b(?:from|join)\s+([A-Za-z.][\w.]*)/gi;

/** A query over the data frames of the session: none of them is a dataset. */
const lowerLocalQuery: Special = (lowering, node) => {
  const query = argumentNode(lowering, node, 0, 'x', 'query');
  if (query?.type !== 'string') return undefined;
  const text = lowerString(lowering, query);
  const frames = [...text.matchAll(FROM)].map(
    (match): Expression => ({ kind: 'name', name: match[1] ?? '' }),
  );
  return callOf(lowering, node, 'sqldf', [constantOf(text), ...frames]);
};

/** Functions that name their environment's variables by text. */
const lowerHeld: Special = (lowering, node) => {
  const held = (fieldOf(node, 'arguments')?.children ?? []).flatMap((child) => {
    const [name, value] = [fieldOf(child, 'name'), fieldOf(child, 'value')];
    if (name && nameOf(lowering, name) !== 'list') return [];
    if (name && value) return heldNames(lowering, value);
    return value?.type === 'string'
      ? [{ kind: 'name' as const, name: lowerString(lowering, value) }]
      : value
        ? [lowering.expression(value)]
        : [];
  });
  const file = argumentNode(lowering, node, 99, 'file');
  const call = callOf(lowering, node, 'save', held);
  return file ? { ...call, args: [...call.args, { name: 'file', value: lowering.expression(file) }] } : call;
};

function heldNames(lowering: Lowering, value: SyntaxNode): Expression[] {
  const texts =
    value.type === 'string'
      ? [value]
      : (fieldOf(value, 'arguments')?.children ?? []).flatMap((child) => fieldOf(child, 'value') ?? []);
  return texts.flatMap((each) =>
    each.type === 'string' ? [{ kind: 'name' as const, name: lowerString(lowering, each) }] : [],
  );
}

/** The code of an argument: the name that the caller wrote. */
const lowerQuoted: Special = (lowering, node) => {
  const name = argumentNode(lowering, node, 0, 'expr', 'arg');
  return name?.type === 'identifier'
    ? callOf(lowering, node, '<quoted>', [lowering.expression(name)])
    : NOTHING;
};

const SPECIAL: Readonly<Record<string, Special>> = {
  glue: (lowering, node) => lowerGlue(lowering, node, false),
  str_glue: (lowering, node) => lowerGlue(lowering, node, false),
  str_interp: (lowering, node) => lowerGlue(lowering, node, true),
  substitute: lowerQuoted,
  enquo: lowerQuoted,
  ensym: lowerQuoted,
  enexpr: lowerQuoted,
  source: lowerSource,
  'sys.source': lowerSource,
  knit_child: lowerSource,
  assign: lowerAssign,
  get: lowerGet,
  get0: lowerGet,
  switch: lowerSwitch,
  new: lowerNew,
  sqldf: lowerLocalQuery,
  save: lowerHeld,
  load: lowerLoad,
  data: lowerSampleData,
  tar_target: lowerTarget('targets'),
  tar_target_raw: lowerTarget('targets'),
  tar_file: lowerTarget('targets'),
  tar_rds: lowerTarget('targets'),
  tar_qs: lowerTarget('targets'),
  tar_plan: lowerPlan('targets'),
  drake_plan: lowerPlan('drake'),
  tar_read: lowerRead,
  tar_load: lowerRead,
  readd: lowerRead,
  loadd: lowerRead,
};

/** Calls whose arguments R does not evaluate in the usual way. */
export function lowerSpecial(
  lowering: Lowering,
  node: SyntaxNode,
  name: string,
  given: Expression | undefined,
): Expression | undefined {
  const lower = Object.hasOwn(SPECIAL, name) ? SPECIAL[name] : undefined;
  if (given) return undefined;
  // The first argument of `glue_sql` may be the connection that quotes for it.
  if (/^glue(_data)?_sql$/.test(name)) return lowerGlue(lowering, node, false);
  return lower?.(lowering, node, given);
}
