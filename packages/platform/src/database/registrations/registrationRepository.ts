import { CodedError } from '@driftline/contracts';
import { atomically } from '../client/atomically.js';
import type { FactsClient } from '../client/factsClient.js';
import { toDate, toMillisOrNull } from '../client/time.js';
import type { RegisteredRepository as Row } from '../generated/client.js';
import type { NewRegistration, RegistrationPatch, StoredRegistration } from './storedRegistration.js';

function toStored(row: Row): StoredRegistration {
  const { credential, pushSecret, ...rest } = row;
  return {
    ...rest,
    credentialKind: row.credentialKind as StoredRegistration['credentialKind'],
    sealedCredential: credential,
    sealedPushSecret: pushSecret,
    checkedAt: toMillisOrNull(row.checkedAt),
    nextCheckAt: toMillisOrNull(row.nextCheckAt),
    failingSince: toMillisOrNull(row.failingSince),
    createdAt: row.createdAt.getTime(),
  };
}

/** Writes only the members that are present. */
function toData({ sealedCredential, sealedPushSecret, nextCheckAt, ...rest }: RegistrationPatch) {
  return {
    ...rest,
    ...(sealedCredential === undefined ? {} : { credential: sealedCredential }),
    ...(sealedPushSecret === undefined ? {} : { pushSecret: sealedPushSecret }),
    ...(nextCheckAt === undefined ? {} : { nextCheckAt: toDate(nextCheckAt) ?? null }),
  };
}

/** Repositories that are mapped again whenever their branch moves. */
export class RegistrationRepository {
  readonly #client: FactsClient;

  constructor(client: FactsClient) {
    this.#client = client;
  }

  /** @throws CodedError `repository_registered` when that branch of that address is registered already */
  async create(registration: NewRegistration): Promise<StoredRegistration> {
    const { sealedCredential, sealedPushSecret, nextCheckAt, ...rest } = registration;
    const data = {
      ...rest,
      credential: sealedCredential,
      pushSecret: sealedPushSecret,
      nextCheckAt: toDate(nextCheckAt) ?? null,
    };
    const { count } = await this.#client.registeredRepository.createMany({
      data: [data],
      skipDuplicates: true,
    });
    const stored = count === 1 ? await this.get(registration.id) : undefined;
    if (stored) return stored;
    throw new CodedError({
      code: 'repository_registered',
      status: 409,
      message: `${registration.url} is registered already with the branch ${registration.branch}.`,
      where: 'url',
      action: 'Change the registration that GET /v1/repositories shows.',
    });
  }

  /** Oldest first. */
  async list(): Promise<StoredRegistration[]> {
    const rows = await this.#client.registeredRepository.findMany({
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    });
    return rows.map(toStored);
  }

  async get(id: string): Promise<StoredRegistration | undefined> {
    const row = await this.#client.registeredRepository.findUnique({ where: { id } });
    return row ? toStored(row) : undefined;
  }

  /** Returns false when there is none. */
  async update(id: string, patch: RegistrationPatch): Promise<boolean> {
    const { count } = await this.#client.registeredRepository.updateMany({
      where: { id },
      data: toData(patch),
    });
    return count > 0;
  }

  /** Its maps stay, as maps that somebody asked for. Returns false when there is none. */
  async delete(id: string): Promise<boolean> {
    return await atomically(this.#client, async (client) => {
      await client.dependencyMap.updateMany({ where: { registeredId: id }, data: { registeredId: null } });
      return (await client.registeredRepository.deleteMany({ where: { id } })).count > 0;
    });
  }

  /** Ids of those whose next check is due at `now`, longest due first. */
  async due(now: number): Promise<string[]> {
    const rows = await this.#client.registeredRepository.findMany({
      select: { id: true },
      where: { nextCheckAt: { lte: new Date(now) } },
      orderBy: { nextCheckAt: 'asc' },
    });
    return rows.map(({ id }) => id);
  }

  /** The server answered: `next` is the next check, `hostKeys` what it showed. A failure of the map is another matter. */
  async checked(id: string, at: number, next: number | null, hostKeys: string | undefined): Promise<void> {
    await this.#client.registeredRepository.updateMany({
      where: { id },
      data: {
        checkedAt: new Date(at),
        nextCheckAt: toDate(next) ?? null,
        ...(hostKeys === undefined ? {} : { hostKeys }),
      },
    });
  }

  /** Notes the commit to be mapped; false when it is the one noted already, so that only one of many checks maps it. */
  async moved(id: string, commit: string): Promise<boolean> {
    const { count } = await this.#client.registeredRepository.updateMany({
      where: { id, OR: [{ commit: null }, { commit: { not: commit } }] },
      data: { commit },
    });
    return count > 0;
  }

  /** All is well again. */
  async recovered(id: string): Promise<void> {
    await this.#client.registeredRepository.updateMany({
      where: { id },
      data: { lastError: null, failingSince: null, failures: 0 },
    });
  }

  /** A check failed. `next` is when it is tried again. */
  async failed(id: string, error: string, at: number, next: number): Promise<void> {
    await this.#client.$executeRaw`
      UPDATE registered_repository SET last_error = ${error}, failures = failures + 1,
        failing_since = COALESCE(failing_since, to_timestamp(${at} / 1000.0)),
        next_check_at = to_timestamp(${next} / 1000.0)
      WHERE id = ${id}`;
  }

  /** A map failed: its commit is forgotten, so that the next check has it mapped again. */
  async mapFailed(id: string, error: string, at: number, next: number): Promise<void> {
    await this.failed(id, error, at, next);
    await this.update(id, { commit: null });
  }
}
