import type { Expression } from '../facts/program.js';
import { type FunctionReference, referring, type Value } from '../values/value.js';
import type { Rules } from './rules.js';
import type { Arguments, Frame, Runtime } from './runtime.js';

/** Dotted names that a decorator may have: of a library's function, or of a method of a library's object. */
function namesOf(callee: Value): string[] {
  return (callee.references ?? []).flatMap((reference) => {
    if (reference.kind === 'external') return [reference.name];
    if (reference.kind !== 'method') return [];
    const owners = (reference.receiver.references ?? []).flatMap((each) =>
      each.kind === 'instance' ? [each.cell.type] : [],
    );
    return owners.map((owner) => `${owner}.${reference.name}`);
  });
}

function argumentsOf(decorator: Expression, frame: Frame, runtime: Runtime): Arguments {
  const named = new Map<string, Value>();
  const args: Value[] = [];
  for (const each of decorator.kind === 'call' ? decorator.args : []) {
    const value = runtime.evaluate(each.value, frame);
    if (each.name !== undefined) named.set(each.name, value);
    else if (each.spread === 'dict') for (const [name, field] of value.fields ?? []) named.set(name, field);
    else args.push(value);
  }
  return { args, named };
}

function lastName(expression: Expression): string {
  if (expression.kind === 'call') return lastName(expression.callee);
  return expression.kind === 'name' || expression.kind === 'member' ? expression.name : '';
}

/** Applies the rules of a function's decorators, the nearest to the function first; undefined when none has a rule. */
export function decorate(
  rules: Rules,
  reference: FunctionReference,
  frame: Frame,
  runtime: Runtime,
): Value | undefined {
  const { decorators, at } = reference.definition;
  if (decorators.length === 0 || frame.scope.names.has('<bases>')) return undefined;
  let value: Value | undefined;
  for (const decorator of [...decorators].reverse()) {
    if (!rules.mayDecorate(lastName(decorator))) continue;
    const callee = decorator.kind === 'call' ? decorator.callee : decorator;
    for (const name of namesOf(runtime.evaluate(callee, frame))) {
      const rule = rules.decorator(name);
      if (!rule) continue;
      const { args, named } = argumentsOf(decorator, frame, runtime);
      const call = { name, receiver: undefined, args: [value ?? referring(reference), ...args], named, at };
      value = rule(call, runtime.machine(frame));
    }
  }
  return value;
}
