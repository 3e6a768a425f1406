import { Scope } from '../values/scope.js';
import { listOf, type Value } from '../values/value.js';
import { externalBases } from './classMembers.js';

/** Members of an enumeration that a value is, as a list; undefined when it is none. */
export function itemsOfEnum(value: Value): Value | undefined {
  for (const reference of value.references ?? []) {
    if (reference.kind !== 'class' || !(reference.members instanceof Scope)) continue;
    if (!externalBases(reference).some((base) => /^(enum\.)?\w*(Enum|Flag)$/.test(base))) continue;
    const members = [...reference.members.names].filter(([name]) => /^[A-Za-z]/.test(name));
    return listOf(members.map(([, member]) => member).filter((member) => !member.references));
  }
  return undefined;
}
