import type { Expression } from '../facts/program.js';
import { Scope } from '../values/scope.js';
import { listOf, type Names, type Value } from '../values/value.js';

const BASES = '<bases>';
const OWN_BASES = '<own bases>';
const PART = '<part> ';

/** Whether a base stands for another part of the same class, in another file. */
export function isPart(base: Expression): boolean {
  return base.kind === 'member' && base.name.startsWith(PART);
}

/** A part as seen from another part: without the parts that it would look for itself. */
function alone(members: Names): Names {
  if (!(members instanceof Scope)) return members;
  const plain = new Scope(members.path);
  for (const [name, value] of members.names) plain.set(name, value);
  plain.set(BASES, members.names.get(OWN_BASES) ?? listOf([]));
  return plain;
}

function partsIn(value: Value): Value {
  const classes = (value.references ?? []).flatMap((reference) =>
    reference.kind === 'class' ? [{ ...reference, members: alone(reference.members) }] : [],
  );
  return { ...value, references: classes };
}

/**
 * Joins the parts of a class that several files declare: the others count as what it extends. They are looked for when somebody
 * first asks, as the files need each other.
 */
export function joinParts(members: Scope, bases: Value, parts: () => readonly Value[]): void {
  members.set(OWN_BASES, bases);
  members.promise(BASES, () => listOf([...(bases.items ?? []), ...parts().map(partsIn)]));
}
