import type { EngineIncident, IncidentChange, Reference } from '@driftline/engine';
import {
  enqueueAlerts,
  type Platform,
  type Repositories,
  type StoredIncident,
  type StoredModel,
} from '@driftline/platform';
import { diagnose } from '../diagnose/diagnose.js';
import type { RememberedEvaluation } from './loadEvaluations.js';

/** Resolved incidents that the engine may reopen. */
const RECENT = 50;

const alertOf: Record<
  IncidentChange['action'],
  'incident.opened' | 'incident.updated' | 'incident.resolved' | null
> = {
  open: 'incident.opened',
  reopen: 'incident.opened',
  escalate: 'incident.updated',
  update: 'incident.updated',
  resolve: 'incident.resolved',
  touch: null,
};

/** The incidents of one model while its evaluations are made: what the engine sees, and how its changes are written. */
export class IncidentBook {
  readonly #platform: Platform;
  readonly #model: StoredModel;
  readonly #reference: Reference;
  /** By the engine's key. */
  readonly #entries: Map<string, { id: string; incident: EngineIncident }>;

  private constructor(
    platform: Platform,
    model: StoredModel,
    reference: Reference,
    entries: Map<string, { id: string; incident: EngineIncident }>,
  ) {
    this.#platform = platform;
    this.#model = model;
    this.#reference = reference;
    this.#entries = entries;
  }

  static async open(platform: Platform, model: StoredModel, reference: Reference): Promise<IncidentBook> {
    const stored = await platform.database.incidents.recent(model.id, RECENT);
    const entries = stored.map((each) => {
      const incident = asEngineSees(each);
      return [incident.key, { id: each.incident.id, incident }] as const;
    });
    return new IncidentBook(platform, model, reference, new Map(entries));
  }

  incidents(): EngineIncident[] {
    return [...this.#entries.values()].map((entry) => entry.incident);
  }

  /**
   * Writes changes: the incident, its history, its alerts and the word to listeners commit together, so that no alert
   * is lost or sent for nothing.
   */
  async apply(
    changes: readonly IncidentChange[],
    evaluations: readonly RememberedEvaluation[],
  ): Promise<void> {
    for (const change of changes) await this.#applyOne(change, evaluations);
  }

  async #applyOne(change: IncidentChange, evaluations: readonly RememberedEvaluation[]): Promise<void> {
    const { database, queue, metrics } = this.#platform;
    const { incident } = change;
    const now = evaluations.reduce((latest, { asOf }) => Math.max(latest, asOf), incident.openedAt);
    const told = alertOf[change.action];
    const explained =
      told === null || told === 'incident.resolved'
        ? {}
        : await diagnose(this.#platform, {
            model: this.#model,
            reference: this.#reference,
            incident,
            evaluations: evaluations.toSorted((a, b) => a.start - b.start),
            now,
          });
    const deliveries = await database.transaction(async (facts) => {
      const stored = await this.#write(facts, change, explained);
      this.#entries.set(incident.key, { id: stored.incident.id, incident });
      if (told === null) return [];
      const at = new Date(now).toISOString();
      await facts.changes.publish({
        kind: 'incident',
        id: stored.incident.id,
        model: this.#model.name,
        at,
      });
      return await enqueueAlerts(facts, stored.incident, told, at);
    });
    if (change.action === 'open') {
      metrics.incidents.inc({ severity: incident.severity, cause: incident.cause });
    }
    for (const deliveryId of deliveries)
      await queue.add('deliverAlert', { deliveryId }, { dedupe: deliveryId });
  }

  async #write(
    facts: Repositories,
    { incident, event }: IncidentChange,
    explained: Partial<Awaited<ReturnType<typeof diagnose>>>,
  ): Promise<StoredIncident> {
    const events = event === null ? [] : [{ ...event, by: null }];
    const patch = {
      severity: incident.severity,
      cause: incident.cause,
      title: incident.title,
      summary: incident.summary,
      closedAt: incident.closedAt === null ? null : new Date(incident.closedAt).toISOString(),
      startedAt: new Date(incident.startedAt).toISOString(),
      slis: incident.slis,
      findings: incident.findings,
      state: incident,
      ...explained,
    };
    const known = this.#entries.get(incident.key);
    if (known) {
      // An acknowledgement outlives whatever the engine learns while the incident stays open.
      const statusMoves = known.incident.status !== incident.status;
      return await facts.incidents.update(
        known.id,
        statusMoves ? { ...patch, status: incident.status } : patch,
        events,
      );
    }
    return await facts.incidents.create(
      {
        modelId: this.#model.id,
        status: incident.status,
        openedAt: new Date(incident.openedAt).toISOString(),
        suspects: { columns: [], components: [], sources: [] },
        proposals: [],
        ...patch,
      },
      events,
    );
  }
}

/** An incident that a person resolved is resolved for the engine too: it reopens it when the evidence goes on. */
function asEngineSees({ incident, state }: StoredIncident): EngineIncident {
  const remembered = state as EngineIncident;
  if (incident.status !== 'resolved' || remembered.status === 'resolved') return remembered;
  const closedAt = Date.parse(incident.closedAt ?? incident.openedAt);
  return { ...remembered, status: 'resolved', closedAt };
}
