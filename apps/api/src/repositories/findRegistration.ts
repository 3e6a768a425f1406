import { CodedError } from '@driftline/contracts';
import type { Platform, StoredRegistration } from '@driftline/platform';

/** @throws CodedError `repository_not_registered` */
export async function findRegistration({ database }: Platform, id: string): Promise<StoredRegistration> {
  const registration = await database.registrations.get(id);
  if (registration) return registration;
  throw new CodedError({
    code: 'repository_not_registered',
    status: 404,
    message: `There is no registered repository ${id}.`,
    where: id,
    action: 'List them with GET /v1/repositories.',
  });
}
