import type { DependencyMap } from '@driftline/contracts';

/** How a person reads which repository, or which several, a map is of. */
export function repositoryLabel({
  repository,
  repositories,
}: Pick<DependencyMap, 'repository' | 'repositories'>): string {
  return (repositories ?? [repository]).map(({ path }) => path).join(' + ');
}
