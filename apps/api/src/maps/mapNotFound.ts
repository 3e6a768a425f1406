import { CodedError } from '@driftline/contracts';

/** The error of a map that does not exist. */
export function mapNotFound(id: string): CodedError {
  return new CodedError({
    code: 'map_not_found',
    status: 404,
    message: `There is no map ${id}.`,
    where: id,
    action: 'List the maps with GET /v1/maps.',
  });
}
