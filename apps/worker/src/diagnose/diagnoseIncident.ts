import type { EngineIncident, Reference } from '@driftline/engine';
import type { Platform } from '@driftline/platform';
import { loadEvaluations } from '../evaluate/loadEvaluations.js';
import { diagnose } from './diagnose.js';

/** Ranks the suspects of an incident anew, as of now: a map or lineage may have come since it was opened. */
export async function diagnoseIncident(platform: Platform, incidentId: string): Promise<void> {
  const { database, clock } = platform;
  const stored = await database.incidents.get(incidentId);
  if (!stored) return;
  const model = await database.models.get(stored.modelId);
  const reference = await database.references.latest(stored.modelId);
  if (!model || !reference) return;
  const now = clock.now();
  const { suspects, proposals } = await diagnose(platform, {
    model,
    reference: reference.document as Reference,
    incident: stored.state as EngineIncident,
    evaluations: [...(await loadEvaluations(database, model.id, now, reference.windowSeconds)).values()],
    now,
  });
  await database.incidents.update(incidentId, { suspects, proposals });
  const at = new Date(now).toISOString();
  await database.publishChange({ kind: 'incident', id: incidentId, model: model.name, at });
}
