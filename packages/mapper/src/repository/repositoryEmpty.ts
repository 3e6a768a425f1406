import { CodedError } from '@driftline/contracts';

/** The error of a repository without a commit. */
export function repositoryEmpty(): CodedError {
  return new CodedError({
    code: 'repository_empty',
    status: 422,
    message: 'the repository has no commit',
    where: 'HEAD',
    action: 'commit something first',
  });
}
