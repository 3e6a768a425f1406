import type { FactsClient } from '../client/factsClient.js';
import { newId } from '../client/newId.js';
import { toMillisOrNull } from '../client/time.js';
import type { ApiKey } from '../generated/client.js';

/** `ingest` may send events and lineage, `read` may ask, `admin` may do everything. */
export type Scope = 'ingest' | 'read' | 'admin';

/** An API key as it may be shown: never the key, never its hash. Times are epoch milliseconds, UTC. */
export interface StoredApiKey {
  id: string;
  name: string;
  /** First characters of the key, by which its owner knows it. */
  prefix: string;
  scopes: Scope[];
  createdAt: number;
  lastUsedAt: number | null;
  revokedAt: number | null;
}

function toStoredApiKey(row: ApiKey): StoredApiKey {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: row.scopes as Scope[],
    createdAt: row.createdAt.getTime(),
    lastUsedAt: toMillisOrNull(row.lastUsedAt),
    revokedAt: toMillisOrNull(row.revokedAt),
  };
}

/** Hashed API keys. */
export class ApiKeyRepository {
  readonly #client: FactsClient;

  constructor(client: FactsClient) {
    this.#client = client;
  }

  async create(key: {
    name: string;
    prefix: string;
    hash: string;
    scopes: readonly Scope[];
  }): Promise<StoredApiKey> {
    return toStoredApiKey(
      await this.#client.apiKey.create({ data: { ...key, id: newId(), scopes: [...key.scopes] } }),
    );
  }

  /** The key with that hash, unless it was revoked. */
  async findByHash(hash: string): Promise<StoredApiKey | undefined> {
    const row = await this.#client.apiKey.findUnique({ where: { hash } });
    return row && row.revokedAt === null ? toStoredApiKey(row) : undefined;
  }

  /** Newest first. */
  async list(): Promise<StoredApiKey[]> {
    const rows = await this.#client.apiKey.findMany({ orderBy: [{ createdAt: 'desc' }, { id: 'desc' }] });
    return rows.map(toStoredApiKey);
  }

  async touch(id: string, usedAt: number): Promise<void> {
    await this.#client.apiKey.updateMany({ where: { id }, data: { lastUsedAt: new Date(usedAt) } });
  }

  /** Returns false when there is no such key or it is revoked already. */
  async revoke(id: string): Promise<boolean> {
    const { count } = await this.#client.apiKey.updateMany({
      where: { id, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    return count > 0;
  }
}
