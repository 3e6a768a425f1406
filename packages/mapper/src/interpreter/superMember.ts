import type { Expression, FunctionDefinition } from '../facts/program.js';
import { type ClassReference, joinAll, referring, type Value } from '../values/value.js';
import { classMember } from './classMembers.js';
import type { Frame } from './runtime.js';

/** `super()`, with or without arguments. */
export function isSuper(expression: Expression): boolean {
  return (
    expression.kind === 'call' && expression.callee.kind === 'name' && expression.callee.name === 'super'
  );
}

function declares(definition: ClassReference, method: FunctionDefinition): boolean {
  const own = definition.members.get(method.name)?.references ?? [];
  return own.some((each) => each.kind === 'function' && each.definition === method);
}

function basesOf(definition: ClassReference): readonly Value[] {
  return definition.members.get('<bases>')?.items ?? [];
}

/** The class of the object's ancestry in whose body the method stands. */
function declaringClass(
  definition: ClassReference,
  method: FunctionDefinition,
  depth = 0,
): ClassReference | undefined {
  if (declares(definition, method)) return definition;
  if (depth > 8) return undefined;
  for (const reference of basesOf(definition).flatMap((base) => base.references ?? [])) {
    const found = reference.kind === 'class' ? declaringClass(reference, method, depth + 1) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** `super().name` inside of a method: what the classes that its class extends make of the name for the method's object. */
export function superMember(name: string, frame: Frame): Value | undefined {
  const method = frame.stack.at(-1);
  const parameter = method?.parameters[0];
  const self = parameter ? frame.scope.get(parameter.name) : undefined;
  const owner = self?.references?.find((each) => each.kind === 'instance');
  const definition = owner?.kind === 'instance' ? owner.cell.definition : undefined;
  const declaring = definition && method ? declaringClass(definition, method) : undefined;
  if (!self || !declaring) return undefined;
  const found = basesOf(declaring).flatMap((base) =>
    (base.references ?? []).flatMap((reference): Value[] => {
      if (reference.kind === 'external') return [referring({ kind: 'method', receiver: self, name })];
      const member = reference.kind === 'class' ? classMember(reference, name) : undefined;
      const functions = member?.references?.filter((each) => each.kind === 'function') ?? [];
      return functions.map((each) => referring({ ...each, self }));
    }),
  );
  return found.length > 0 ? joinAll(found) : undefined;
}
