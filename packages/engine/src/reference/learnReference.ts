import { CodedError } from '@driftline/contracts';
import type { Reference } from './reference.js';
import type { ReferencePlan, ReferenceScans } from './referencePlan.js';

/** Second pass: everything that later windows are compared with. Deterministic in its arguments. */
export function learnReference(_plan: ReferencePlan, _scans: ReferenceScans): Reference {
  throw new CodedError({ code: 'reference_empty', status: 409, message: 'the reference has no rows' });
}
