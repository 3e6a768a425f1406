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

/** A change on its way into the facts. */
interface NotedChange {
  change: IncidentChange;
  /** Null where what is known of suspects and proposals stays. */
  explanation: Explanation | null;
  /** Whether the engine's verdict moves: what a person said of an incident outlives everything else. */
  moves: boolean;
}

/** The incidents of one model while its evaluations are made: what the engine sees, and how its changes are written. */
export class IncidentBook {
  readonly #platform: Platform;
  readonly #model: StoredModel;
  readonly #reference: CurrentReference;
  /** As the engine sees them, by its key. */
  readonly #incidents = new Map<string, EngineIncident>();
  /** Ids of those that the facts hold, by the engine's key. */
  readonly #ids = new Map<string, string>();
  /** Not yet committed. */
  #evaluations: RememberedEvaluation[] = [];
  #changes: NotedChange[] = [];

  private constructor(platform: Platform, model: StoredModel, reference: CurrentReference) {
    this.#platform = platform;
    this.#model = model;
    this.#reference = reference;
  }

  static async open(
    platform: Platform,
    model: StoredModel,
    reference: CurrentReference,
  ): Promise<IncidentBook> {
    const book = new IncidentBook(platform, model, reference);
    for (const stored of await platform.database.incidents.recent(model.id, RECENT)) {
      const incident = asEngineSees(stored);
      book.#incidents.set(incident.key, incident);
      book.#ids.set(incident.key, stored.incident.id);
    }
    return book;
  }

  incidents(): EngineIncident[] {
    return [...this.#incidents.values()];
  }

  /**
   * Notes an evaluation with what it means.
   * @param evaluations the newest of each window, this one included
   */
  async note(
    evaluation: RememberedEvaluation,
    changes: readonly IncidentChange[],
    evaluations: readonly RememberedEvaluation[],
  ): Promise<void> {
    this.#evaluations.push(evaluation);
    for (const change of changes) {
      const { incident } = change;
      const explanation = await this.#explain(change, evaluations, evaluation.asOf);
      const moves = this.#incidents.get(incident.key)?.status !== incident.status;
      this.#changes.push({ change, explanation, moves });
      this.#incidents.set(incident.key, incident);
    }
  }

  /**
   * Writes what was noted: windows, incidents, their history, their alerts and the word to listeners commit together,
   * so that a crash leaves nothing half done and no alert is lost or sent for nothing.
   * @param also writes what belongs to it
   */
  async commit(also: (facts: Repositories) => Promise<void>): Promise<void> {
    const { database, queue, metrics } = this.#platform;
    const evaluations = this.#evaluations.splice(0);
    const changes = this.#changes.splice(0);
    const deliveries = await database.transaction(async (facts) => {
      await also(facts);
      for (const evaluation of evaluations) {
        await facts.windows.upsert(this.#model.id, toStoredEvaluation(evaluation, this.#reference.version));
      }
      const waiting: string[] = [];
      for (const noted of changes) waiting.push(...(await this.#apply(facts, noted)));
      return waiting;
    });
    for (const { state } of evaluations) metrics.evaluations.inc({ state });
    for (const { action, incident } of changes.map(({ change }) => change)) {
      if (action === 'open') metrics.incidents.inc({ severity: incident.severity, cause: incident.cause });
    }
    for (const deliveryId of deliveries)
      await queue.add('deliverAlert', { deliveryId }, { dedupe: deliveryId });
  }

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
  async #apply(facts: Repositories, noted: NotedChange): Promise<string[]> {
    const { action, incident, event } = noted.change;
    const stored = await this.#write(facts, noted);
    const { id } = stored.incident;
    this.#ids.set(incident.key, id);
    const told = alertOf[action];
    if (told === null) return [];
    const at = event?.at ?? new Date(incident.openedAt).toISOString();
    await facts.changes.publish({ kind: 'incident', id, model: this.#model.name, at });
    return await enqueueAlerts(facts, stored.incident, told, at);
  }

  async #write(
    facts: Repositories,
    { change: { incident, event }, explanation, moves }: NotedChange,
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
    const id = this.#ids.get(incident.key);
    if (id !== undefined)
      return await facts.incidents.update(id, moves ? { ...patch, ...status } : patch, events);
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
