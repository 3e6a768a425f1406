import type { Repositories } from '@driftline/platform';
import type { ModelRegistryPort } from '../ports/modelRegistryPort.js';
import { askFacts } from './askFacts.js';

/** The models of the facts as the collector sees them. */
export function registryAdapter({ models }: Pick<Repositories, 'models'>): ModelRegistryPort {
  return {
    getByName: (name) => askFacts(models.getByName(name)),
    findOrCreate: (name) => askFacts(models.findOrCreate(name)),
    size: async () => (await askFacts(models.list())).length,
    merge: (id, shape) => askFacts(models.merge(id, shape)),
    count: (id, traffic) => models.count(id, traffic),
  };
}
