import { comparableName } from './comparableName.js';

/** The last part of a name in comparable form: "prod.models/Flight_Delay" gives "flight-delay". */
export function lastSegment(name: string): string {
  const parts = name.split(/[./:]/).filter((part) => part !== '');
  return comparableName(parts.at(-1) ?? name);
}
