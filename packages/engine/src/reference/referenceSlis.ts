import type { ReferenceSli } from '@driftline/contracts';
import type { Reference } from './reference.js';

/** The reference's SLIs as the API shows them: the band that charts draw. */
export function referenceSlis(reference: Reference): ReferenceSli[] {
  return reference.slis.map(({ metric, value, low, high, pages }) => ({ metric, value, low, high, pages }));
}
