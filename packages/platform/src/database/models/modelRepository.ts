import { atomically } from '../client/atomically.js';
import type { FactsClient } from '../client/factsClient.js';
import { fromJson, toJson } from '../client/json.js';
import { newId } from '../client/newId.js';
import { toDate } from '../client/time.js';
import { mergeColumns } from './mergeColumns.js';
import type { ModelPatch, ModelShape, ModelTraffic, StoredModel } from './storedModel.js';
import { toStoredModel } from './toStoredModel.js';

/** The models that Driftline watches. */
export class ModelRepository {
  readonly #client: FactsClient;

  constructor(client: FactsClient) {
    this.#client = client;
  }

  /** The model of that name, registered if it is new. Any number of processes may call it at once: all get one model. */
  async findOrCreate(name: string, environment = 'production'): Promise<StoredModel> {
    const known = await this.getByName(name);
    if (known) return known;
    await this.#client.model.createMany({ data: [{ id: newId(), name, environment }], skipDuplicates: true });
    return toStoredModel(await this.#client.model.findUniqueOrThrow({ where: { name } }));
  }

  async get(id: string): Promise<StoredModel | undefined> {
    const row = await this.#client.model.findUnique({ where: { id } });
    return row ? toStoredModel(row) : undefined;
  }

  async getByName(name: string): Promise<StoredModel | undefined> {
    const row = await this.#client.model.findUnique({ where: { name } });
    return row ? toStoredModel(row) : undefined;
  }

  /** Every model, by name. */
  async list(): Promise<StoredModel[]> {
    const rows = await this.#client.model.findMany({ orderBy: { name: 'asc' } });
    return rows.map(toStoredModel);
  }

  /** @throws when there is no such model: callers hold ids that the facts gave them. */
  async update(id: string, patch: ModelPatch): Promise<StoredModel> {
    const { watermark, ...rest } = patch;
    const data = { ...rest, watermark: toDate(watermark) };
    return toStoredModel(await this.#client.model.update({ where: { id }, data }));
  }

  /** Adds columns, types and versions seen in traffic; concurrent callers lose nothing. */
  async merge(id: string, shape: ModelShape): Promise<StoredModel> {
    return await atomically(this.#client, async (client) => {
      await client.$queryRaw`SELECT 1 FROM model WHERE id = ${id} FOR UPDATE`;
      const row = await client.model.findUniqueOrThrow({ where: { id } });
      const columns = mergeColumns(fromJson(row.columns), shape.columns ?? []);
      const versions = [...new Set([...row.versions, ...(shape.versions ?? [])])];
      const data = { columns: toJson(columns), versions };
      return toStoredModel(await client.model.update({ where: { id }, data }));
    });
  }

  /** Adds to the counters and moves the newest event time forward, in one statement. */
  async count(id: string, traffic: ModelTraffic): Promise<void> {
    const newest = toDate(traffic.newestEventAt ?? null);
    await this.#client.$executeRaw`
      UPDATE model SET rows = rows + ${traffic.rows ?? 0}, labels = labels + ${traffic.labels ?? 0},
        newest_event_at = GREATEST(newest_event_at, ${newest}::timestamptz)
      WHERE id = ${id}`;
  }

  /** Removes the model with its references, evaluations and incidents (its events are the event store's). */
  async delete(id: string): Promise<void> {
    await this.#client.model.deleteMany({ where: { id } });
  }
}
