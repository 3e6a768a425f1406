import type { FactsClient } from '../client/factsClient.js';
import type { Role, StoredUser } from '../users/userRepository.js';

/** Signed-in console sessions, kept by the hash of their token. */
export class SessionRepository {
  readonly #client: FactsClient;

  constructor(client: FactsClient) {
    this.#client = client;
  }

  /** `expiresAt` is epoch milliseconds. */
  async create(session: { tokenHash: string; userId: string; expiresAt: number }): Promise<void> {
    await this.#client.session.create({ data: { ...session, expiresAt: new Date(session.expiresAt) } });
  }

  /** Who is signed in with that token at `now` (epoch milliseconds). */
  async find(tokenHash: string, now: number): Promise<StoredUser | undefined> {
    const row = await this.#client.session.findUnique({ where: { tokenHash }, include: { user: true } });
    if (!row || row.expiresAt.getTime() <= now) return undefined;
    const { id, name, role, createdAt } = row.user;
    return { id, name, role: role as Role, createdAt: createdAt.getTime() };
  }

  async delete(tokenHash: string): Promise<void> {
    await this.#client.session.deleteMany({ where: { tokenHash } });
  }

  /** Removes what has expired by `now` (epoch milliseconds); returns how many. */
  async purge(now: number): Promise<number> {
    return (await this.#client.session.deleteMany({ where: { expiresAt: { lte: new Date(now) } } })).count;
  }
}
