import { ItemProblem } from '../itemProblem.js';

/** A number in the message is greater than a double can hold (JSON text such as 1e400). */
export function numberNotFinite(where: string): ItemProblem {
  return new ItemProblem(
    'number_not_finite',
    `${where} is not a finite number`,
    where,
    'Send a finite number, or null for an unknown feature.',
  );
}
