import { CodedError } from '@driftline/contracts';

const SHOWN = 200;

/** The error of a ref that the repository does not have. */
export function refNotFound(ref: string): CodedError {
  return new CodedError({
    code: 'ref_not_found',
    status: 422,
    message: `the repository has no ref ${JSON.stringify(ref.slice(0, SHOWN))}`,
    where: 'ref',
    action: 'name a branch, a tag or a commit that exists',
  });
}
