import { CodedError } from '@driftline/contracts';
import type { FactsClient } from '../client/factsClient.js';
import { newId } from '../client/newId.js';
import type { User } from '../generated/client.js';

/** `viewer` may look, `editor` may act on incidents, models and maps, `admin` may also manage keys, users and endpoints. */
export type Role = 'admin' | 'editor' | 'viewer';

/** A person who signs in to the console. Times are epoch milliseconds, UTC. */
export interface StoredUser {
  id: string;
  name: string;
  role: Role;
  createdAt: number;
}

function toStoredUser(row: User): StoredUser {
  return { id: row.id, name: row.name, role: row.role as Role, createdAt: row.createdAt.getTime() };
}

/** Console users. */
export class UserRepository {
  readonly #client: FactsClient;

  constructor(client: FactsClient) {
    this.#client = client;
  }

  /** @throws CodedError `user_exists` */
  async create(user: { name: string; passwordHash: string; role: Role }): Promise<StoredUser> {
    const { count } = await this.#client.user.createMany({
      data: [{ ...user, id: newId() }],
      skipDuplicates: true,
    });
    if (count === 0)
      throw new CodedError({
        code: 'user_exists',
        status: 409,
        message: `There is a user ${user.name} already.`,
        where: 'name',
        action: 'Choose another name, or change the user that exists.',
      });
    return toStoredUser(await this.#client.user.findUniqueOrThrow({ where: { name: user.name } }));
  }

  /** The user of that name with the hash to check a password against. */
  async findForSignIn(name: string): Promise<{ user: StoredUser; passwordHash: string } | undefined> {
    const row = await this.#client.user.findUnique({ where: { name } });
    return row ? { user: toStoredUser(row), passwordHash: row.passwordHash } : undefined;
  }

  async get(id: string): Promise<StoredUser | undefined> {
    const row = await this.#client.user.findUnique({ where: { id } });
    return row ? toStoredUser(row) : undefined;
  }

  /** By name. */
  async list(): Promise<StoredUser[]> {
    return (await this.#client.user.findMany({ orderBy: { name: 'asc' } })).map(toStoredUser);
  }

  /** Changes password or role and ends the user's sessions; returns false when there is no such user. */
  async update(id: string, patch: { passwordHash?: string; role?: Role }): Promise<boolean> {
    await this.#client.session.deleteMany({ where: { userId: id } });
    return (await this.#client.user.updateMany({ where: { id }, data: patch })).count > 0;
  }

  /** Returns false when there is no such user. */
  async delete(id: string): Promise<boolean> {
    return (await this.#client.user.deleteMany({ where: { id } })).count > 0;
  }
}
