import type { Repositories } from '@driftline/platform';
import type { IdempotencyPort } from '../ports/idempotencyPort.js';
import { askFacts } from './askFacts.js';

/** The stored answers of the facts as the collector sees them. */
export function idempotencyAdapter({ idempotency }: Pick<Repositories, 'idempotency'>): IdempotencyPort {
  return {
    find: (scope, key, now) => askFacts(idempotency.find(scope, key, now)),
    store: (scope, key, answer, now) => idempotency.store(scope, key, answer, now),
  };
}
