import type { FunctionDefinition, Parameter } from '../facts/program.js';
import { dictOf, listOf, unknown, type Value } from '../values/value.js';
import type { Arguments, Frame, Runtime } from './runtime.js';

/** Defaults that a click or typer option declares for a parameter. */
function declaredDefault(definition: FunctionDefinition, name: string): Parameter['default'] {
  for (const decorator of definition.decorators) {
    if (decorator.kind !== 'call') continue;
    const names = decorator.args.flatMap(({ value }) =>
      value.kind === 'constant' ? [String(value.value)] : [],
    );
    const matches = names.some((each) => each.replace(/^-+/, '').replaceAll('-', '_') === name);
    if (matches) return decorator.args.find((argument) => argument.name === 'default')?.value;
  }
  return undefined;
}

function defaultOf(
  definition: FunctionDefinition,
  parameter: Parameter,
  frame: Frame,
  runtime: Runtime,
): Value {
  const declared = parameter.default ?? declaredDefault(definition, parameter.name);
  if (!declared) return unknown(`parameter ${parameter.name}`, parameter.name);
  const value = runtime.evaluate(declared, frame);
  return value.texts?.every((text) => text.value === null)
    ? { ...unknown(`parameter ${parameter.name}`, parameter.name), flow: value.flow }
    : value;
}

/** Gives the parameters of a function what a call gives, else their defaults, in the frame of the call. */
export function bindArguments(
  definition: FunctionDefinition,
  given: Arguments,
  frame: Frame,
  runtime: Runtime,
): void {
  const rest = [...given.args];
  const named = new Map(given.named);
  for (const parameter of definition.parameters) {
    if (parameter.rest === 'list') frame.scope.set(parameter.name, listOf(rest.splice(0)));
    else if (parameter.rest === 'dict') frame.scope.set(parameter.name, dictOf(named));
    else {
      const value = named.get(parameter.name) ?? rest.shift();
      named.delete(parameter.name);
      frame.scope.set(parameter.name, value ?? defaultOf(definition, parameter, frame, runtime));
    }
  }
}
