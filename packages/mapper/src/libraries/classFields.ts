import { classMember } from '../interpreter/classMembers.js';
import type { ClassReference, Value } from '../values/value.js';

/** Fields that a class and the classes it extends declare with a value, own ones last. */
export function classFields(definition: ClassReference, depth = 0): Map<string, Value> {
  const fields = new Map<string, Value>();
  const bases = depth > 8 ? [] : (definition.members.get('<bases>')?.items ?? []);
  for (const reference of bases.flatMap((base) => base.references ?? [])) {
    if (reference.kind === 'class')
      for (const [name, value] of classFields(reference, depth + 1)) fields.set(name, value);
  }
  for (const statement of definition.definition.body) {
    if (statement.kind !== 'assign') continue;
    for (const target of statement.targets) {
      const value = target.kind === 'name' ? classMember(definition, target.name) : undefined;
      if (target.kind === 'name' && value) fields.set(target.name, value);
    }
  }
  return fields;
}
