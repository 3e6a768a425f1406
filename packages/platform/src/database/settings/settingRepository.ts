import type { FactsClient } from '../client/factsClient.js';
import { toJson } from '../client/json.js';

/** Small documents by key, for what has no table of its own. The reader validates what it gets. */
export class SettingRepository {
  readonly #client: FactsClient;

  constructor(client: FactsClient) {
    this.#client = client;
  }

  async get(key: string): Promise<unknown> {
    return (await this.#client.setting.findUnique({ where: { key } }))?.value;
  }

  async set(key: string, value: unknown): Promise<void> {
    const data = { value: toJson(value) };
    await this.#client.setting.upsert({ where: { key }, create: { key, ...data }, update: data });
  }

  /** Sets the value if the key is new and returns the value that stands: the first writer's. */
  async setOnce(key: string, value: unknown): Promise<unknown> {
    await this.#client.setting.createMany({ data: [{ key, value: toJson(value) }], skipDuplicates: true });
    return await this.get(key);
  }

  async delete(key: string): Promise<void> {
    await this.#client.setting.deleteMany({ where: { key } });
  }

  async all(): Promise<Map<string, unknown>> {
    const rows = await this.#client.setting.findMany({ orderBy: { key: 'asc' } });
    return new Map(rows.map((row) => [row.key, row.value]));
  }
}
