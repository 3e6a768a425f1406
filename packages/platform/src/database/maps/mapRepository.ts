import type { DependencyMap, MapDiff, MapStatus, RepositoryMap, StoredMap } from '@driftline/contracts';
import type { FactsClient } from '../client/factsClient.js';
import { fromJson, toJson } from '../client/json.js';
import { newId } from '../client/newId.js';
import { Prisma, type DependencyMap as Row } from '../generated/client.js';
import { readRegisteredMaps } from './readRegisteredMaps.js';

/** What a list shows of a map. Times are epoch milliseconds, UTC. */
export interface MapSummary {
  id: string;
  repository: string;
  ref: string;
  /** Until the map is done the commit that was asked for, if one was. */
  commit: string | null;
  /** The registered repository that it is a map of. */
  registeredId: string | null;
  /** The repositories that are mapped together; empty for one alone. */
  joined: string[];
  status: MapStatus;
  error: string | null;
  createdAt: number;
  finishedAt: number | null;
}

/** What differs from the map before it. */
export interface MapDifference {
  baseId: string;
  diff: MapDiff;
}

/** How much a finished map holds. */
export interface MapSize {
  models: number;
  datasets: number;
}

const SUMMARY = {
  id: true,
  repository: true,
  ref: true,
  commit: true,
  registeredId: true,
  joined: true,
  status: true,
  error: true,
  createdAt: true,
  finishedAt: true,
} as const;

function toMapSummary(row: Pick<Row, keyof typeof SUMMARY>): MapSummary {
  return {
    ...row,
    status: row.status as MapStatus,
    createdAt: row.createdAt.getTime(),
    finishedAt: row.finishedAt?.getTime() ?? null,
  };
}

function documentOf(row: Pick<Row, 'document'>): DependencyMap | undefined {
  return row.document === null ? undefined : fromJson<DependencyMap>(row.document);
}

/** Dependency maps of repositories, and which repositories belong to which model. */
export class MapRepository {
  readonly #client: FactsClient;

  constructor(client: FactsClient) {
    this.#client = client;
  }

  /** Asks for a map; it is queued until `start`. */
  async create(
    repository: string,
    ref: string,
    more: { registeredId?: string; commit?: string; joined?: string[] } = {},
  ): Promise<MapSummary> {
    const data = { id: newId(), repository, ref, ...more };
    return toMapSummary(await this.#client.dependencyMap.create({ data, select: SUMMARY }));
  }

  async start(id: string): Promise<void> {
    await this.#client.dependencyMap.updateMany({
      where: { id },
      data: { status: 'running', startedAt: new Date(), error: null },
    });
  }

  async finish(id: string, map: DependencyMap, difference?: MapDifference): Promise<void> {
    await this.#client.dependencyMap.updateMany({
      where: { id },
      data: {
        status: 'done',
        commit: map.repository.commit,
        document: toJson(map),
        baseId: difference?.baseId ?? null,
        diff: difference ? toJson(difference.diff) : Prisma.DbNull,
        error: null,
        finishedAt: new Date(),
      },
    });
  }

  async fail(id: string, error: string): Promise<void> {
    await this.#client.dependencyMap.updateMany({
      where: { id },
      data: { status: 'failed', error, finishedAt: new Date() },
    });
  }

  /** What was asked for, without the document. */
  async summary(id: string): Promise<MapSummary | undefined> {
    const row = await this.#client.dependencyMap.findUnique({ where: { id }, select: SUMMARY });
    return row ? toMapSummary(row) : undefined;
  }

  /** The map as `GET /v1/maps/{id}` answers it. */
  async get(id: string): Promise<StoredMap | undefined> {
    const row = await this.#client.dependencyMap.findUnique({ where: { id } });
    return row
      ? { ...documentOf(row), id: row.id, status: row.status as MapStatus, error: row.error }
      : undefined;
  }

  /** Number of models and of datasets of each finished map, by id. */
  async sizes(ids: readonly string[]): Promise<Map<string, MapSize>> {
    const rows = await this.#client.$queryRaw<(MapSize & { id: string })[]>`
      SELECT id, jsonb_array_length(document->'models') AS models, jsonb_array_length(document->'datasets') AS datasets
      FROM dependency_map WHERE document IS NOT NULL AND id = ANY(${[...ids]})`;
    return new Map(rows.map(({ id, models, datasets }) => [id, { models, datasets }]));
  }

  /** Newest first. */
  async list(limit = 100): Promise<MapSummary[]> {
    const rows = await this.#client.dependencyMap.findMany({
      select: SUMMARY,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: limit,
    });
    return rows.map(toMapSummary);
  }

  /** Maps that are queued or running: work that a lost job would leave behind. */
  async unfinished(): Promise<MapSummary[]> {
    const rows = await this.#client.dependencyMap.findMany({
      select: SUMMARY,
      where: { status: { in: ['queued', 'running'] } },
      orderBy: { createdAt: 'asc' },
    });
    return rows.map(toMapSummary);
  }

  /**
   * The newest finished map of a repository. Of a registered one, the newest of its own maps: that somebody looked at
   * an old commit besides does not change what runs.
   */
  async newest(repository: string): Promise<DependencyMap | undefined> {
    const find = async (where: { registeredId?: { not: null } }) =>
      await this.#client.dependencyMap.findFirst({
        where: { repository, status: 'done', ...where },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      });
    const row = (await find({ registeredId: { not: null } })) ?? (await find({}));
    return row ? documentOf(row) : undefined;
  }

  /** Every repository that was asked for, in order. */
  async repositories(): Promise<string[]> {
    const rows = await this.#client.dependencyMap.findMany({
      select: { repository: true },
      distinct: ['repository'],
      orderBy: { repository: 'asc' },
    });
    return rows.map(({ repository }) => repository);
  }

  /** The newest finished map of a registered repository, other than `except`. */
  async newestOf(registeredId: string, except = ''): Promise<(DependencyMap & { id: string }) | undefined> {
    const row = await this.#client.dependencyMap.findFirst({
      where: { registeredId, status: 'done', id: { not: except } },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    });
    const map = row ? documentOf(row) : undefined;
    return row && map ? { ...map, id: row.id } : undefined;
  }

  /** The id of that map alone, by registered repository. */
  async newestIds(): Promise<Map<string, string>> {
    const rows = await this.#client.$queryRaw<{ registeredId: string; id: string }[]>`
      SELECT DISTINCT ON (registered_id) registered_id AS "registeredId", id FROM dependency_map
      WHERE registered_id IS NOT NULL AND status = 'done' ORDER BY registered_id, created_at DESC, id DESC`;
    return new Map(rows.map(({ registeredId, id }) => [registeredId, id]));
  }

  /** Maps of a registered repository, newest first. */
  async ofRegistered(registeredId: string, limit = 100): Promise<RepositoryMap[]> {
    return await readRegisteredMaps(this.#client, registeredId, limit);
  }

  /** How a map of a registered repository differs from the one before it. */
  async difference(id: string): Promise<MapDiff | undefined> {
    const row = await this.#client.dependencyMap.findUnique({ where: { id }, select: { diff: true } });
    return row?.diff ? fromJson<MapDiff>(row.diff) : undefined;
  }

  /** Says that a model's pipeline lives in a repository; saying it again changes nothing. */
  async linkModel(modelId: string, repository: string): Promise<void> {
    await this.#client.modelRepository.createMany({ data: [{ modelId, repository }], skipDuplicates: true });
  }

  async unlinkModel(modelId: string, repository: string): Promise<void> {
    await this.#client.modelRepository.deleteMany({ where: { modelId, repository } });
  }

  async repositoriesOf(modelId: string): Promise<string[]> {
    const rows = await this.#client.modelRepository.findMany({
      where: { modelId },
      orderBy: { repository: 'asc' },
    });
    return rows.map((row) => row.repository);
  }

  async modelsOf(repository: string): Promise<string[]> {
    const rows = await this.#client.modelRepository.findMany({
      where: { repository },
      orderBy: { modelId: 'asc' },
    });
    return rows.map((row) => row.modelId);
  }

  /** The newest finished map of every repository that the model is linked with. */
  async forModel(modelId: string): Promise<DependencyMap[]> {
    const maps: DependencyMap[] = [];
    for (const repository of await this.repositoriesOf(modelId)) {
      const map = await this.newest(repository);
      if (map) maps.push(map);
    }
    return maps;
  }
}
