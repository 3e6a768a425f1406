import type { DependencyMap, MapNotice } from '@driftline/contracts';

/** Says in so many words that nothing was found, rather than leaving it to empty lists. */
export function noticesOf(
  map: Pick<DependencyMap, 'datasets' | 'models' | 'unresolved' | 'statistics'>,
): MapNotice[] {
  if (map.statistics.files === 0) {
    return [
      {
        code: 'no_readable_file',
        message: 'No file of the repository is of a language or kind that is read.',
        action: 'Check the ref and the path; statistics.skipped counts what was passed over.',
      },
    ];
  }
  const notices: MapNotice[] = [];
  if (map.datasets.length === 0) {
    notices.push({
      code: 'no_data_source',
      message: 'No code of the repository reads or writes data that could be named.',
      action:
        map.unresolved.length > 0
          ? 'Look at unresolved: accesses whose data could not be named.'
          : 'Map the repository that holds the pipeline.',
    });
  }
  if (map.models.length === 0) {
    notices.push({
      code: 'no_model',
      message: 'No code of the repository trains a model.',
      action: 'Map it together with the repository that trains.',
    });
  }
  return notices;
}
