import type { Model } from '@driftline/contracts';
import type { ReferenceSummary } from '../references/referenceRepository.js';
import type { Repositories } from '../repositories.js';
import type { StoredModel } from './storedModel.js';

function iso(millis: number | null): string | null {
  return millis === null ? null : new Date(millis).toISOString();
}

function describe(model: StoredModel, reference: ReferenceSummary | undefined, openIncidents: number): Model {
  const { environment, joinCursor, ...shown } = model;
  return {
    ...shown,
    windowSeconds: reference?.windowSeconds ?? null,
    reference: reference
      ? {
          start: new Date(reference.start).toISOString(),
          end: new Date(reference.end).toISOString(),
          rows: reference.rows,
          slis: reference.slis,
        }
      : null,
    newestEventAt: iso(model.newestEventAt),
    watermark: iso(model.watermark),
    openIncidents,
    createdAt: new Date(model.createdAt).toISOString(),
  };
}

/** Every model as the API shows it, by name. */
export async function describeModels(
  facts: Pick<Repositories, 'models' | 'references' | 'incidents'>,
): Promise<Model[]> {
  const models = await facts.models.list();
  const references = await facts.references.summaries();
  const open = await facts.incidents.openCounts();
  return models.map((model) => describe(model, references.get(model.id), open.get(model.id) ?? 0));
}

/** One model as the API shows it. */
export async function describeModel(
  facts: Pick<Repositories, 'models' | 'references' | 'incidents'>,
  name: string,
): Promise<Model | undefined> {
  const model = await facts.models.getByName(name);
  if (!model) return undefined;
  const reference = await facts.references.latest(model.id);
  return describe(model, reference, (await facts.incidents.open(model.id)).length);
}
