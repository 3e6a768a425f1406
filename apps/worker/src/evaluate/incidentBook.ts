import type { WebhookPayload } from '@driftline/contracts';
import type { EngineIncident, IncidentChange } from '@driftline/engine';
import {
  enqueueAlerts,
  type Platform,
  type Repositories,
  type StoredIncident,
  type StoredModel,
} from '@driftline/platform';
import { diagnose } from '../diagnose/diagnose.js';
import type { CurrentReference } from './refreshReference.js';
import { type RememberedEvaluation, toStoredEvaluation } from './rememberedEvaluation.js';

/** Resolved incidents that the engine may reopen. */
const RECENT = 50;

const alertOf: Record<IncidentChange['action'], WebhookPayload['type'] | null> = {
  open: 'incident.opened',
  reopen: 'incident.opened',
  escalate: 'incident.updated',
  update: 'incident.updated',
  resolve: 'incident.resolved',
  touch: null,
};

type Explanation = Awaited<ReturnType<typeof diagnose>>;

/** The incidents of one model while its evaluations are made: what the engine sees, and how its changes are written. */
export class IncidentBook {
  readonly #platform: Platform;
  readonly #model: StoredModel;
  readonly #reference: CurrentReference;
  /** By the engine's key. */
  readonly #entries: Map<string, { id: string; incident: EngineIncident }>;

  private constructor(
    platform: Platform,
    model: StoredModel,
    reference: CurrentReference,
    entries: Map<string, { id: string; incident: EngineIncident }>,
  ) {
    this.#platform = platform;
    this.#model = model;
    this.#reference = reference;
    this.#entries = entries;
  }

  static async open(
    platform: Platform,
    model: StoredModel,
    reference: CurrentReference,
  ): Promise<IncidentBook> {
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
   * Writes an evaluation with what it means: window, incidents, their history, their alerts and the word to listeners
   * commit together, so that a crash leaves nothing half done and no alert is lost or sent for nothing.
   * @param evaluations the newest of each window, this one included
   */
  async record(
    evaluation: RememberedEvaluation,
    changes: readonly IncidentChange[],
    evaluations: readonly RememberedEvaluation[],
  ): Promise<void> {
    const { database, queue, metrics } = this.#platform;
    const stored = toStoredEvaluation(evaluation, this.#reference.version);
    if (changes.length === 0) {
      await database.windows.upsert(this.#model.id, stored);
      return;
    }
    const now = evaluations.reduce((latest, { asOf }) => Math.max(latest, asOf), evaluation.asOf);
    const explained: { change: IncidentChange; explanation: Explanation | null }[] = [];
    for (const change of changes) {
      explained.push({ change, explanation: await this.#explain(change, evaluations, now) });
    }
    const deliveries = await database.transaction(async (facts) => {
      await facts.windows.upsert(this.#model.id, stored);
      const waiting: string[] = [];
      for (const { change, explanation } of explained) {
        waiting.push(...(await this.#apply(facts, change, explanation, now)));
      }
      return waiting;
    });
    for (const { action, incident } of changes) {
      if (action === 'open') metrics.incidents.inc({ severity: incident.severity, cause: incident.cause });
    }
    for (const deliveryId of deliveries)
      await queue.add('deliverAlert', { deliveryId }, { dedupe: deliveryId });
  }

  /** Suspects and proposals; null where what is known of them stays. */
  async #explain(
    { action, incident }: IncidentChange,
    evaluations: readonly RememberedEvaluation[],
    now: number,
  ): Promise<Explanation | null> {
    if (action === 'touch' || action === 'resolve') return null;
    return await diagnose(this.#platform, {
      model: this.#model,
      reference: this.#reference.document,
      incident,
      evaluations: evaluations.toSorted((a, b) => a.start - b.start),
      now,
    });
  }

  /** Writes one change; returns the deliveries that it asks for. */
  async #apply(
    facts: Repositories,
    change: IncidentChange,
    explanation: Explanation | null,
    now: number,
  ): Promise<string[]> {
    const stored = await this.#write(facts, change, explanation ?? {});
    this.#entries.set(change.incident.key, { id: stored.incident.id, incident: change.incident });
    const told = alertOf[change.action];
    if (told === null) return [];
    const at = new Date(now).toISOString();
    const { id } = stored.incident;
    await facts.changes.publish({ kind: 'incident', id, model: this.#model.name, at });
    return await enqueueAlerts(facts, stored.incident, told, at);
  }

  async #write(
    facts: Repositories,
    { incident, event }: IncidentChange,
    explanation: Partial<Explanation>,
  ): Promise<StoredIncident> {
    const events = event === null ? [] : [{ ...event, by: null }];
    const patch = {
      severity: incident.severity,
      cause: incident.cause,
      title: incident.title,
      summary: incident.summary,
      startedAt: new Date(incident.startedAt).toISOString(),
      slis: incident.slis,
      findings: incident.findings,
      state: incident,
      ...explanation,
    };
    const status = {
      status: incident.status,
      closedAt: incident.closedAt === null ? null : new Date(incident.closedAt).toISOString(),
    };
    const known = this.#entries.get(incident.key);
    if (known) {
      // What a person said of it outlives whatever the engine learns while its own verdict stays.
      const moves = known.incident.status !== incident.status;
      return await facts.incidents.update(known.id, moves ? { ...patch, ...status } : patch, events);
    }
    return await facts.incidents.create(
      {
        modelId: this.#model.id,
        openedAt: new Date(incident.openedAt).toISOString(),
        suspects: { columns: [], components: [], sources: [] },
        proposals: [],
        ...patch,
        ...status,
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
