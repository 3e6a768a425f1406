import { CodedError, type Incident, type IncidentEvent, type Page } from '@driftline/contracts';
import { atomically } from '../client/atomically.js';
import type { FactsClient } from '../client/factsClient.js';
import { toJson } from '../client/json.js';
import { newId } from '../client/newId.js';
import type { Prisma } from '../generated/client.js';
import { afterCursor, pageLimit, pageOf } from '../paging/pageOf.js';
import type { IncidentFilter, IncidentPatch, NewIncident, StoredIncident } from './storedIncident.js';
import { toIncidentColumns } from './toIncidentColumns.js';
import { toStoredIncident, WITH_HISTORY } from './toStoredIncident.js';

/** What people are woken for, with its history. */
export class IncidentRepository {
  readonly #client: FactsClient;

  constructor(client: FactsClient) {
    this.#client = client;
  }

  /** Opens an incident; `events` begin its history. */
  async create(incident: NewIncident, events: readonly IncidentEvent[]): Promise<StoredIncident> {
    const row = await this.#client.incident.create({
      data: {
        id: newId(),
        modelId: incident.modelId,
        severity: incident.severity,
        status: incident.status,
        cause: incident.cause,
        title: incident.title,
        summary: incident.summary,
        openedAt: new Date(incident.openedAt),
        closedAt: incident.closedAt === null ? null : new Date(incident.closedAt),
        startedAt: new Date(incident.startedAt),
        slis: toJson(incident.slis),
        findings: toJson(incident.findings),
        suspects: toJson(incident.suspects),
        proposals: toJson(incident.proposals),
        state: toJson(incident.state),
        events: { createMany: { data: events.map(toEventColumns) } },
      },
      include: WITH_HISTORY,
    });
    return toStoredIncident(row);
  }

  /**
   * Changes what the patch names and appends to the history, all or nothing: the engine and a person may change one
   * incident at the same time without undoing each other.
   * @throws CodedError `incident_not_found`
   */
  async update(
    id: string,
    patch: IncidentPatch,
    events: readonly IncidentEvent[] = [],
  ): Promise<StoredIncident> {
    return await atomically(this.#client, async (client) => {
      const { count } = await client.incident.updateMany({ where: { id }, data: toIncidentColumns(patch) });
      if (count === 0) throw incidentNotFound(id);
      await client.incidentEvent.createMany({
        data: events.map((event) => ({ incidentId: id, ...toEventColumns(event) })),
      });
      return toStoredIncident(
        await client.incident.findUniqueOrThrow({ where: { id }, include: WITH_HISTORY }),
      );
    });
  }

  async get(id: string): Promise<StoredIncident | undefined> {
    const row = await this.#client.incident.findUnique({ where: { id }, include: WITH_HISTORY });
    return row ? toStoredIncident(row) : undefined;
  }

  /** Newest openedAt first. */
  async list(filter: IncidentFilter = {}): Promise<Page<Incident>> {
    const limit = pageLimit(filter);
    const rows = await this.#client.incident.findMany({
      where: { AND: [whereOf(filter), afterCursor(filter, 'openedAt')] },
      orderBy: [{ openedAt: 'desc' }, { id: 'desc' }],
      take: limit + 1,
      include: WITH_HISTORY,
    });
    return pageOf(
      rows,
      limit,
      (row) => toStoredIncident(row).incident,
      (row) => ({ at: row.openedAt.getTime(), id: row.id }),
    );
  }

  /** Everything that is not resolved, oldest first. */
  async open(modelId: string): Promise<StoredIncident[]> {
    const rows = await this.#client.incident.findMany({
      where: { modelId, status: { not: 'resolved' } },
      orderBy: [{ openedAt: 'asc' }, { id: 'asc' }],
      include: WITH_HISTORY,
    });
    return rows.map(toStoredIncident);
  }

  /** The newest `count` incidents of a model, resolved ones too, newest first: what the engine may reopen. */
  async recent(modelId: string, count: number): Promise<StoredIncident[]> {
    const rows = await this.#client.incident.findMany({
      where: { modelId },
      orderBy: [{ openedAt: 'desc' }, { id: 'desc' }],
      take: count,
      include: WITH_HISTORY,
    });
    return rows.map(toStoredIncident);
  }

  /** Number of unresolved incidents by model id; models without any are absent. */
  async openCounts(): Promise<Map<string, number>> {
    const groups = await this.#client.incident.groupBy({
      by: ['modelId'],
      where: { status: { not: 'resolved' } },
      _count: true,
    });
    return new Map(groups.map((group) => [group.modelId, group._count]));
  }
}

function toEventColumns(event: IncidentEvent) {
  return { at: new Date(event.at), kind: event.kind, text: event.text, by: event.by };
}

function whereOf(filter: IncidentFilter): Prisma.IncidentWhereInput {
  return {
    ...(filter.model === undefined ? {} : { model: { name: filter.model } }),
    ...(filter.status === undefined ? {} : { status: { in: [...filter.status] } }),
    ...(filter.severity === undefined ? {} : { severity: filter.severity }),
    openedAt: {
      ...(filter.from === undefined ? {} : { gte: new Date(filter.from) }),
      ...(filter.to === undefined ? {} : { lt: new Date(filter.to) }),
    },
  };
}

function incidentNotFound(id: string): CodedError {
  return new CodedError({
    code: 'incident_not_found',
    status: 404,
    message: `There is no incident ${id}.`,
    where: id,
    action: 'List the incidents with GET /v1/incidents.',
  });
}
