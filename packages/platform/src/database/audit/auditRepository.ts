import type { FactsClient } from '../client/factsClient.js';
import { fromJson, toJson } from '../client/json.js';

/** Who did what to what. */
export interface AuditEntry {
  /** User name, `key:<prefix>` or `driftline`. */
  actor: string;
  /** Verb with its thing, e.g. `api-key.create`. */
  action: string;
  /** Id or name of the thing. */
  subject: string;
  details: Record<string, unknown>;
}

/** An entry of the log. `at` is epoch milliseconds. */
export interface StoredAuditEntry extends AuditEntry {
  id: string;
  at: number;
}

/** The audit log: appended to, never changed. */
export class AuditRepository {
  readonly #client: FactsClient;

  constructor(client: FactsClient) {
    this.#client = client;
  }

  async record(entry: AuditEntry): Promise<void> {
    await this.#client.auditEntry.create({ data: { ...entry, details: toJson(entry.details) } });
  }

  /** Newest first; `before` is the id of the last entry of the page before. */
  async list(page: { limit?: number; before?: string } = {}): Promise<StoredAuditEntry[]> {
    const rows = await this.#client.auditEntry.findMany({
      where: page.before === undefined ? {} : { id: { lt: BigInt(page.before) } },
      orderBy: { id: 'desc' },
      take: page.limit ?? 100,
    });
    return rows.map((row) => ({
      ...row,
      id: String(row.id),
      at: row.at.getTime(),
      details: fromJson<Record<string, unknown>>(row.details),
    }));
  }
}
