import type { ReferenceSli } from '@driftline/contracts';
import type { FactsClient } from '../client/factsClient.js';
import { fromJson, toJson } from '../client/json.js';
import type { ModelReference } from '../generated/client.js';

/** What a list needs of a reference. Times are epoch milliseconds, UTC. */
export interface ReferenceSummary {
  modelId: string;
  /** Counts up from 1 per model. */
  version: number;
  learntAt: number;
  start: number;
  end: number;
  rows: number;
  windowSeconds: number;
  slis: ReferenceSli[];
}

/** A reference with the document that the engine learnt and alone can read. */
export interface StoredReference extends ReferenceSummary {
  document: unknown;
}

const SUMMARY = {
  modelId: true,
  version: true,
  learntAt: true,
  startAt: true,
  endAt: true,
  rows: true,
  windowSeconds: true,
  slis: true,
} as const;

function toSummary(row: Omit<ModelReference, 'document'>): ReferenceSummary {
  return {
    modelId: row.modelId,
    version: row.version,
    learntAt: row.learntAt.getTime(),
    start: row.startAt.getTime(),
    end: row.endAt.getTime(),
    rows: Number(row.rows),
    windowSeconds: row.windowSeconds,
    slis: fromJson<ReferenceSli[]>(row.slis),
  };
}

/** The labelled periods that models are compared with. */
export class ReferenceRepository {
  readonly #client: FactsClient;

  constructor(client: FactsClient) {
    this.#client = client;
  }

  /** Keeps a newly learnt reference under the next version. Call it inside the model's lock. */
  async save(reference: Omit<StoredReference, 'version'>): Promise<StoredReference> {
    const newest = await this.#client.modelReference.aggregate({
      where: { modelId: reference.modelId },
      _max: { version: true },
    });
    const row = await this.#client.modelReference.create({
      data: {
        modelId: reference.modelId,
        version: (newest._max.version ?? 0) + 1,
        learntAt: new Date(reference.learntAt),
        startAt: new Date(reference.start),
        endAt: new Date(reference.end),
        rows: BigInt(reference.rows),
        windowSeconds: reference.windowSeconds,
        slis: toJson(reference.slis),
        document: toJson(reference.document),
      },
    });
    return { ...toSummary(row), document: row.document };
  }

  /** The newest reference of a model. */
  async latest(modelId: string): Promise<StoredReference | undefined> {
    const row = await this.#client.modelReference.findFirst({
      where: { modelId },
      orderBy: { version: 'desc' },
    });
    return row ? { ...toSummary(row), document: row.document } : undefined;
  }

  async get(modelId: string, version: number): Promise<StoredReference | undefined> {
    const row = await this.#client.modelReference.findUnique({
      where: { modelId_version: { modelId, version } },
    });
    return row ? { ...toSummary(row), document: row.document } : undefined;
  }

  /** The newest reference of every model, without its document, by model id. */
  async summaries(): Promise<Map<string, ReferenceSummary>> {
    const rows = await this.#client.modelReference.findMany({
      select: SUMMARY,
      distinct: ['modelId'],
      orderBy: [{ modelId: 'asc' }, { version: 'desc' }],
    });
    return new Map(rows.map((row) => [row.modelId, toSummary(row)]));
  }
}
