import type { Model } from '@driftline/contracts';
import type { ReferenceSummary, StoredModel } from '@driftline/platform';

const isoOrNull = (time: number | null) => (time === null ? null : new Date(time).toISOString());

/** A model as the API shows it. */
export function toModel(
  stored: StoredModel,
  reference: ReferenceSummary | undefined,
  openIncidents: number,
): Model {
  return {
    id: stored.id,
    name: stored.name,
    task: stored.task,
    positiveLabel: stored.positiveLabel,
    versions: stored.versions,
    columns: stored.columns,
    windowSeconds: reference?.windowSeconds ?? null,
    reference: reference
      ? {
          start: new Date(reference.start).toISOString(),
          end: new Date(reference.end).toISOString(),
          rows: reference.rows,
          slis: reference.slis,
        }
      : null,
    rows: stored.rows,
    labels: stored.labels,
    newestEventAt: isoOrNull(stored.newestEventAt),
    watermark: isoOrNull(stored.watermark),
    openIncidents,
    createdAt: new Date(stored.createdAt).toISOString(),
  };
}
