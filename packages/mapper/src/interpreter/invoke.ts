import type { Position } from '../facts/position.js';
import { callFlow } from '../libraries/arguments.js';
import { isEmptyFlow, NO_FLOW } from '../values/flow.js';
import { Scope } from '../values/scope.js';
import { carrying, joinAll, NOTHING, type Reference, referring, type Value } from '../values/value.js';
import { bindArguments } from './bindArguments.js';
import { classMember, declaredFields, externalBases } from './classMembers.js';
import { evaluateIndex } from './evaluateIndex.js';
import type { Call, Rule } from './machine.js';
import type { Rules } from './rules.js';
import type { Arguments, Frame, Runtime } from './runtime.js';
import { identityOf, signatureOf } from './signature.js';

const MAXIMUM_DEPTH = 8;

/** The last two call sites: the one that led to the frame, and the one in it. */
function nextContext({ context, scope }: Frame, at: Position): string {
  const site = `${scope.path.slice(scope.path.lastIndexOf('/') + 1)}:${at[2]}`;
  return `${context.slice(context.lastIndexOf('/') + 1)}/${site}`;
}

function callFunction(
  reference: Extract<Reference, { kind: 'function' }>,
  given: Arguments,
  at: Position,
  frame: Frame,
  runtime: Runtime,
): Value {
  const { definition, scope, self } = reference;
  const tooDeep = frame.stack.length >= MAXIMUM_DEPTH || frame.stack.includes(definition);
  const args = self ? [self, ...given.args] : given.args;
  if (tooDeep)
    return carrying(callFlow({ name: definition.name, receiver: undefined, args, named: given.named, at }));
  const signature = callSignature(reference, { args, named: given.named }, frame);
  const answers = runtime.answersOf(frame.activity.key);
  const answered = signature === undefined ? undefined : answers.get(signature);
  if (answered) return answered;
  const inner: Frame = {
    scope: new Scope(scope.path, scope, definition.globals),
    activity: frame.activity,
    context: nextContext(frame, at),
    stack: [...frame.stack, definition],
    returned: [],
    budget: frame.budget.open(),
    language: frame.language,
    ...(frame.anchor ? { anchor: frame.anchor } : {}),
    ...(frame.linesBefore === undefined ? {} : { linesBefore: frame.linesBefore }),
  };
  bindArguments(definition, { args, named: given.named }, inner, runtime);
  runtime.execute(definition.body, inner);
  frame.budget.close(inner.budget);
  const answer = joinAll(inner.returned);
  if (signature !== undefined) answers.set(signature, answer);
  return answer;
}

/** Equal for calls that must answer alike: the same function, of the same activity, with the same arguments. */
function callSignature(
  { definition, scope }: Extract<Reference, { kind: 'function' }>,
  given: Arguments,
  frame: Frame,
): string | undefined {
  if (frame.stack.length > MAXIMUM_DEPTH / 2) return undefined;
  const signature = signatureOf({ items: given.args, fields: given.named, flow: NO_FLOW });
  if (signature === undefined) return undefined;
  return `${identityOf(definition)}.${identityOf(scope)}|${signature}`;
}

/** A new object of a class of the repository, after its constructor ran. */
function instantiate(
  rules: Rules,
  reference: Extract<Reference, { kind: 'class' }>,
  given: Arguments,
  at: Position,
  frame: Frame,
  runtime: Runtime,
): Value {
  const base = externalBases(reference)[0];
  const key = `${frame.activity.key}|${frame.scope.path}|${at[2]}|${frame.context}`;
  const cell = runtime.cell(key, base ?? reference.definition.name, reference);
  cell.made = { path: frame.scope.path, at: frame.anchor ?? at };
  const self = referring({ kind: 'instance', cell });
  const initialiser = classMember(reference, '__init__');
  for (const each of initialiser?.references ?? []) {
    if (each.kind === 'function') callFunction({ ...each, self }, given, at, frame, runtime);
  }
  if (initialiser) return self;
  for (const [index, name] of declaredFields(reference).entries()) {
    const value = given.args[index];
    if (value) cell.fields.set(name, value);
  }
  for (const [name, value] of given.named) cell.fields.set(name, value);
  const inherited = base === undefined ? undefined : rules.typedMethod(base, '__init__');
  inherited?.({ name: '__init__', receiver: self, ...given, at }, runtime.machine(frame));
  return self;
}

/** Names of the members that lead to a method of an unknown value: `spark.read.csv` is `read.csv` of something. */
function chainOf(receiver: Value, name: string): string {
  const inner = receiver.references?.find((each) => each.kind === 'method');
  if (inner?.kind === 'method') return `${inner.name}.${name}`;
  const external = receiver.references?.find((each) => each.kind === 'external');
  return external?.kind === 'external'
    ? `${external.name}.${name}`
    : receiver.hint === undefined
      ? name
      : `${receiver.hint}.${name}`;
}

function methodRule(rules: Rules, receiver: Value, name: string): Rule | undefined {
  for (const reference of receiver.references ?? []) {
    const type = reference.kind === 'instance' ? reference.cell.type : undefined;
    const rule = type === undefined ? undefined : rules.typedMethod(type, name);
    if (rule) return rule;
  }
  const textual = receiver.texts && !receiver.references ? rules.method(`text.${name}`) : undefined;
  const keyed = receiver.fields ? rules.method(`fields.${name}`) : undefined;
  return textual ?? keyed ?? rules.anyMethod(chainOf(receiver, name));
}

/** Languages in which a function may be called as if it were a method of its first argument. */
const EXTENDING: ReadonlySet<string> = new Set(['csharp']);

function extensionOf(name: string, frame: Frame, runtime: Runtime): Value | undefined {
  if (!EXTENDING.has(frame.language)) return undefined;
  const key = `<extension> ${name}`;
  return frame.scope.get(key) ?? runtime.globalName(key, frame);
}

function callMethod(
  rules: Rules,
  call: Call & { receiver: Value },
  name: string,
  frame: Frame,
  runtime: Runtime,
): Value {
  const rule = methodRule(rules, call.receiver, name);
  if (rule) return rule(call, runtime.machine(frame));
  const extension = extensionOf(name, frame, runtime);
  if (extension) {
    const args = [call.receiver, ...call.args];
    return runtime.invoke(extension, { args, named: call.named }, call.at, frame);
  }
  const result = carrying(callFlow(call));
  return call.receiver.references
    ? { ...result, references: [{ kind: 'method', receiver: call.receiver, name }] }
    : result;
}

function callExternal(rules: Rules, call: Call, frame: Frame, runtime: Runtime): Value {
  const owner = call.name.slice(0, Math.max(0, call.name.lastIndexOf('.')));
  const ofResult = owner.includes('()')
    ? { ...call, receiver: referring({ kind: 'external', name: owner }) }
    : call;
  const rule = rules.function(call.name) ?? rules.anyMethod(call.name);
  if (rule) return rule(ofResult, runtime.machine(frame));
  const flow = callFlow(call);
  const isType = /(^|\.)[A-Z]\w*$/.test(call.name);
  if (isType) return runtime.machine(frame).instance(call, call.name, flow).value;
  if (!isEmptyFlow(flow)) return carrying(flow);
  return {
    flow,
    references: [{ kind: 'external', name: `${call.name}()` }],
    why: `result of ${call.name}`,
    hint: call.name.split('.').at(-1) ?? call.name,
  };
}

/** A module that is itself a function or a class gives it under the name `default`. */
function callModule(path: string, given: Arguments, at: Position, frame: Frame, runtime: Runtime): Value {
  const member = runtime.moduleMember(path, 'default');
  return member ? runtime.invoke(member, given, at, frame) : NOTHING;
}

function callReference(
  rules: Rules,
  reference: Reference,
  given: Arguments,
  at: Position,
  frame: Frame,
  runtime: Runtime,
): Value {
  switch (reference.kind) {
    case 'function':
      return callFunction(reference, given, at, frame, runtime);
    case 'class':
      return instantiate(rules, reference, given, at, frame, runtime);
    case 'external':
      return callExternal(rules, { name: reference.name, receiver: undefined, ...given, at }, frame, runtime);
    case 'method':
      return callMethod(
        rules,
        { name: reference.name, receiver: reference.receiver, ...given, at },
        reference.name,
        frame,
        runtime,
      );
    case 'instance':
      return callInstance(rules, reference, given, at, frame, runtime);
    case 'module':
      return callModule(reference.path, given, at, frame, runtime);
  }
}

function callInstance(
  rules: Rules,
  reference: Extract<Reference, { kind: 'instance' }>,
  given: Arguments,
  at: Position,
  frame: Frame,
  runtime: Runtime,
): Value {
  const { definition } = reference.cell;
  const method = definition
    ? (classMember(definition, '__call__') ?? classMember(definition, 'forward'))
    : undefined;
  const self = referring(reference);
  const rule = method ? undefined : rules.typedMethod(reference.cell.type, '__call__');
  if (rule) return rule({ name: '__call__', receiver: self, ...given, at }, runtime.machine(frame));
  const results = (method?.references ?? []).flatMap((each) =>
    each.kind === 'function' ? [callFunction({ ...each, self }, given, at, frame, runtime)] : [],
  );
  return results.length > 0
    ? joinAll(results)
    : carrying(callFlow({ name: '', receiver: self, ...given, at }));
}

/** Calls whatever the callee may be and joins the answers; an unknown callee passes on the data of its arguments. */
export function invoke(
  rules: Rules,
  callee: Value,
  given: Arguments,
  at: Position,
  frame: Frame,
  runtime: Runtime,
): Value {
  if (!frame.budget.spend()) return NOTHING;
  const results = (callee.references ?? []).map((each) =>
    callReference(rules, each, given, at, frame, runtime),
  );
  if (results.length > 0) return joinAll(results);
  // A list or map that is called answers its entry.
  const [key] = given.args;
  if ((callee.items || callee.fields) && key && given.args.length === 1 && !callee.references)
    return evaluateIndex(callee, key);
  // A constant that is called without arguments: an accessor.
  if (callee.texts && given.args.length + given.named.size === 0) return callee;
  const name = callee.hint ?? 'a call';
  return {
    flow: callFlow({ name, receiver: undefined, ...given, at }),
    why: callee.why ?? `result of ${name}`,
    hint: name,
  };
}
