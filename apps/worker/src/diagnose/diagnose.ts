import type { Proposal, Suspects } from '@driftline/contracts';
import {
  buildLineageGraph,
  type EngineIncident,
  type Evaluation,
  type IncidentContext,
  mergeLineageEvents,
  proposeReactions,
  type Reference,
  rankSuspects,
} from '@driftline/engine';
import type { Platform, StoredModel } from '@driftline/platform';
import { lineageEvents } from './lineageEvents.js';

/** What is needed besides the stores to explain an incident. */
export interface DiagnosisInput {
  model: StoredModel;
  reference: Reference;
  incident: EngineIncident;
  /** Ascending by start. */
  evaluations: readonly Evaluation[];
  /** Epoch milliseconds. */
  now: number;
}

/** Suspects and proposals of an incident, on the graph of run-time lineage and maps as it was at `now`. */
export async function diagnose(
  platform: Platform,
  input: DiagnosisInput,
): Promise<{ suspects: Suspects; proposals: Proposal[] }> {
  const { model, reference, incident, evaluations, now } = input;
  const stored = await platform.database.lineage.graph({ asOf: now });
  const lineage = stored.runs.length > 0 ? mergeLineageEvents(lineageEvents(stored)) : null;
  const maps = await platform.database.maps.forModel(model.id);
  const bad = evaluations.filter((evaluation) => evaluation.start >= incident.startedAt);
  const context: IncidentContext = {
    model: model.name,
    features: model.columns.map((column) => column.name),
    incident,
    findings: bad.flatMap((evaluation) => evaluation.findings),
    evaluations,
    reference,
    graph: lineage || maps.length > 0 ? buildLineageGraph(lineage, maps) : null,
    lineage,
    now,
  };
  return { suspects: rankSuspects(context), proposals: proposeReactions(context) };
}
