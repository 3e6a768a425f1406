import type { Argument, Expression, FunctionDefinition } from '../facts/program.js';
import { blend, joinFlows, NO_FLOW, withoutColumns } from '../values/flow.js';
import { Scope } from '../values/scope.js';
import { spell } from '../values/text.js';
import { concatenate, elementOf, stringOf } from '../values/texts.js';
import {
  constant,
  dictOf,
  flowOf,
  joinAll,
  listOf,
  NOTHING,
  referring,
  unknown,
  type Value,
  withFlow,
} from '../values/value.js';
import { classMember } from './classMembers.js';
import { evaluateIndex } from './evaluateIndex.js';
import { evaluateMember } from './evaluateMember.js';
import { evaluateOperator } from './evaluateOperator.js';
import { rebind } from './execute.js';
import { itemsOfEnum } from './itemsOfEnum.js';
import type { Arguments, Frame, Runtime } from './runtime.js';
import { isSuper, superMember } from './superMember.js';

type Of<Kind extends Expression['kind']> = Extract<Expression, { kind: Kind }>;

const MAXIMUM_ITEMS = 64;
/** Objects of the language whose entries libraries' rules give, under their name with `[]`. */
const LOOKED_UP: ReadonlySet<string> = new Set(['os.environ', 'sys.argv']);
const lambdas = new WeakMap<object, FunctionDefinition>();

function evaluateArguments(args: readonly Argument[], frame: Frame, runtime: Runtime): Arguments {
  const positional: Value[] = [];
  const named = new Map<string, Value>();
  for (const argument of args) {
    const value = runtime.evaluate(argument.value, frame);
    if (argument.spread === 'list') positional.push(...(value.items ?? [elementOf(value)]));
    else if (argument.spread === 'dict')
      for (const [name, field] of value.fields ?? []) named.set(name, field);
    else if (argument.name !== undefined) named.set(argument.name, value);
    else positional.push(value);
  }
  return { args: positional, named };
}

function appended(base: Value, name: string, given: Arguments): Value | undefined {
  const [first] = given.args;
  if (!first) return undefined;
  if (name === 'append' || name === 'add' || name === 'push') {
    return base.items && base.items.length < MAXIMUM_ITEMS
      ? { ...base, items: [...base.items, first] }
      : withFlow(base, joinFlows(base.flow, flowOf(first)));
  }
  if (name === 'extend')
    return base.items && first.items
      ? listOf([...base.items, ...first.items])
      : withFlow(base, joinFlows(base.flow, flowOf(first)));
  if (name === 'update' && base.fields)
    return { ...base, fields: new Map([...base.fields, ...(first.fields ?? []), ...given.named]) };
  return undefined;
}

/** What a method does to the variable that it is called on. */
function mutate(
  callee: Of<'member'>,
  base: Value,
  given: Arguments,
  result: Value,
  frame: Frame,
  runtime: Runtime,
): void {
  const changed = base.references ? undefined : appended(base, callee.name, given);
  if (changed) rebind(callee.of, changed, frame, runtime);
  const inPlace = given.named.get('inplace')?.texts?.some((text) => text.value === true) ?? false;
  if (inPlace || (callee.name === 'insert' && given.args.length === 3))
    runtime.assign(callee.of, result, frame);
  const popped = callee.name === 'pop' ? stringOf(given.args[0]) : undefined;
  if (popped !== undefined && base.flow !== NO_FLOW)
    runtime.assign(callee.of, withFlow(base, withoutColumns(base.flow, [popped])), frame);
}

/** An entry that is no function does not hide the method of its name: `paths.items()`. */
function calledMember(base: Value, name: string, frame: Frame, runtime: Runtime): Value {
  const entry = base.fields?.get(name);
  if (!entry || entry.references || base.references) return evaluateMember(base, name, frame, runtime);
  return { references: [{ kind: 'method', receiver: base, name }], flow: base.flow, hint: name };
}

function evaluateCall(expression: Of<'call'>, frame: Frame, runtime: Runtime): Value {
  const { callee } = expression;
  if (callee.kind !== 'member') {
    const called = runtime.evaluate(callee, frame);
    return runtime.invoke(called, evaluateArguments(expression.args, frame, runtime), expression.at, frame);
  }
  const base = runtime.evaluate(callee.of, frame);
  const inherited = isSuper(callee.of) ? superMember(callee.name, frame) : undefined;
  const called = inherited ?? calledMember(base, callee.name, frame, runtime);
  const given = evaluateArguments(expression.args, frame, runtime);
  if (callee.name === 'pop' && base.flow !== NO_FLOW && !base.references) {
    mutate(callee, base, given, NOTHING, frame, runtime);
    return evaluateIndex(base, given.args[0] ?? NOTHING);
  }
  const result = runtime.invoke(called, given, expression.at, frame);
  mutate(callee, base, given, result, frame, runtime);
  return result;
}

function evaluateDict(expression: Of<'dict'>, frame: Frame, runtime: Runtime): Value {
  const fields = new Map<string, Value>();
  let flow = NO_FLOW;
  for (const [key, value] of expression.entries) {
    const evaluated = runtime.evaluate(value, frame);
    if (key === null) for (const [name, field] of evaluated.fields ?? []) fields.set(name, field);
    const names = key === null ? [] : (runtime.evaluate(key, frame).texts ?? []);
    for (const name of names) fields.set(spell(name.value), evaluated);
    if (names.length === 0) flow = joinFlows(flow, flowOf(evaluated));
  }
  return withFlow(dictOf(fields), flow);
}

/** A comprehension runs its body once per known item, else once for any item. */
function evaluateEach(expression: Of<'each'>, frame: Frame, runtime: Runtime): Value {
  const given = runtime.evaluate(expression.over, frame);
  const over = itemsOfEnum(given) ?? given;
  const known = over.items && over.items.length > 0 ? over.items : [elementOf(over)];
  const items = known.slice(0, MAXIMUM_ITEMS);
  const results = items.map((item) => {
    const inner: Frame = { ...frame, scope: new Scope(frame.scope.path, frame.scope) };
    runtime.assign(expression.target, item, inner);
    return runtime.evaluate(expression.body, inner);
  });
  if (expression.body.kind === 'dict')
    return dictOf(new Map(results.flatMap((each) => [...(each.fields ?? [])])));
  if (expression.body.kind === 'each') return listOf(results.flatMap((each) => each.items ?? []));
  return listOf(results);
}

function evaluateLambda(expression: Of<'lambda'>, frame: Frame): Value {
  const known = lambdas.get(expression);
  const definition: FunctionDefinition = known ?? {
    kind: 'function',
    name: 'lambda',
    parameters: expression.parameters,
    body: [{ kind: 'return', value: expression.body }],
    decorators: [],
    at: [1, 1, 0, 0],
  };
  if (!known) lambdas.set(expression, definition);
  return referring({ kind: 'function', definition, scope: frame.scope });
}

/** A member of the object that a method belongs to, in languages where its name may be left out. */
function impliedMember(name: string, frame: Frame, runtime: Runtime): Value | undefined {
  const self = frame.scope.get('this');
  const owner = self?.references?.find((each) => each.kind === 'instance');
  if (!self || owner?.kind !== 'instance') return undefined;
  const known =
    owner.cell.fields.has(name) ||
    (owner.cell.definition !== undefined && classMember(owner.cell.definition, name) !== undefined);
  return known ? evaluateMember(self, name, frame, runtime) : undefined;
}

function evaluateName(name: string, frame: Frame, runtime: Runtime): Value {
  const value =
    frame.scope.own(name) ??
    impliedMember(name, frame, runtime) ??
    frame.scope.get(name) ??
    runtime.globalName(name, frame);
  if (!value) return referring({ kind: 'external', name });
  return value.texts || value.hint !== undefined ? value : { ...value, hint: name };
}

function evaluateSubscript(expression: Of<'index'>, frame: Frame, runtime: Runtime): Value {
  const base = runtime.evaluate(expression.of, frame);
  const looked = base.references?.find((each) => each.kind === 'external' && LOOKED_UP.has(each.name));
  if (looked?.kind === 'external') {
    const rule = referring({ kind: 'external', name: `${looked.name}[]` });
    const given = { args: [runtime.evaluate(expression.key, frame)], named: new Map() };
    return runtime.invoke(rule, given, [1, 1, 0, 0], frame);
  }
  if (expression.key.kind === 'slice') return base.texts ? unknown('a slice of a text', base.hint) : base;
  return evaluateIndex(base, runtime.evaluate(expression.key, frame));
}

/** The abstract value of an expression; accesses on the way are recorded. */
export function evaluate(expression: Expression, frame: Frame, runtime: Runtime): Value {
  if (!frame.budget.spend()) return NOTHING;
  switch (expression.kind) {
    case 'constant':
      return constant(expression.value);
    case 'text':
      return concatenate(expression.parts.map((part) => runtime.evaluate(part, frame)));
    case 'name':
      return evaluateName(expression.name, frame, runtime);
    case 'member':
      return evaluateMember(runtime.evaluate(expression.of, frame), expression.name, frame, runtime);
    case 'index':
      return evaluateSubscript(expression, frame, runtime);
    case 'call':
      return evaluateCall(expression, frame, runtime);
    case 'binary':
      return evaluateOperator(
        expression.operator,
        runtime.evaluate(expression.left, frame),
        runtime.evaluate(expression.right, frame),
      );
    case 'list':
      return listOf(expression.items.map((item) => runtime.evaluate(item, frame)));
    case 'dict':
      return evaluateDict(expression, frame, runtime);
    case 'lambda':
      return evaluateLambda(expression, frame);
    case 'either':
      return joinAll(expression.options.map((option) => runtime.evaluate(option, frame)));
    case 'each':
      return evaluateEach(expression, frame, runtime);
    case 'slice':
    case 'mix':
      return mixed(expression.parts.map((part) => runtime.evaluate(part, frame)));
  }
}

function mixed(parts: readonly Value[]): Value {
  const flow = parts.map((part) => blend(flowOf(part))).reduce(joinFlows, NO_FLOW);
  return { flow, why: 'a computed value' };
}
