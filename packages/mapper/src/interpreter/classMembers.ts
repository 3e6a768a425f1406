import type { Expression } from '../facts/program.js';
import type { ClassReference, FunctionReference, Value } from '../values/value.js';

const MAXIMUM_DEPTH = 8;

function named(decorator: Expression): string | undefined {
  if (decorator.kind === 'call') return named(decorator.callee);
  return decorator.kind === 'name' || decorator.kind === 'member' ? decorator.name : undefined;
}

export function hasDecorator(reference: FunctionReference, ...names: readonly string[]): boolean {
  return reference.definition.decorators.some((decorator) => names.includes(named(decorator) ?? ''));
}

/** A member of a class or of the classes that it extends. */
export function classMember(definition: ClassReference, name: string, depth = 0): Value | undefined {
  const own = definition.members.get(name);
  if (own) return own;
  if (depth > MAXIMUM_DEPTH) return undefined;
  const bases = definition.members.get('<bases>')?.items ?? [];
  for (const base of bases) {
    for (const reference of base.references ?? []) {
      const found = reference.kind === 'class' ? classMember(reference, name, depth + 1) : undefined;
      if (found) return found;
    }
  }
  return undefined;
}

/** Library types that a class extends. */
export function externalBases(definition: ClassReference): string[] {
  return (definition.members.get('<bases>')?.items ?? []).flatMap((base) =>
    (base.references ?? []).flatMap((reference) => {
      if (reference.kind === 'external') return [reference.name];
      return reference.kind === 'class' ? externalBases(reference) : [];
    }),
  );
}

/** Names that a class and those it extends declare with a type, in the order of an initialiser made from them. */
export function declaredFields({ definition, members }: ClassReference, depth = 0): string[] {
  const inherited = (members.get('<bases>')?.items ?? []).flatMap((base) =>
    (base.references ?? []).flatMap((each) =>
      each.kind === 'class' && depth < MAXIMUM_DEPTH ? declaredFields(each, depth + 1) : [],
    ),
  );
  return [...new Set([...inherited, ...(definition.fields ?? [])])];
}
