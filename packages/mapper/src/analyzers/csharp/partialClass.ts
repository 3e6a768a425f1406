import type { Expression, ImportStatement } from '../../facts/program.js';
import { nameOf } from './lowering.js';

/** The name under which a file shows its part of a partial class. */
export function partName(name: string): string {
  return `<part> ${name}`;
}

const PARTS = [1, 2, 3, 4];

function numberedPart(name: string, number: number): string {
  return `<part ${number}> ${name}`;
}

/** The class as the first, second … other file that declares it shows it. */
export function otherParts(name: string): Expression[] {
  return PARTS.map((number) => ({
    kind: 'member',
    of: nameOf(numberedPart(name, number)),
    name: partName(name),
  }));
}

/** The other files that declare a partial class, as modules. */
export function importParts(name: string): ImportStatement[] {
  return PARTS.map((number) => {
    const module = numberedPart(name, number);
    return { kind: 'import', module, level: 0, as: module, names: [] };
  });
}
