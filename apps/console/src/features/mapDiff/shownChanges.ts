import type { MapChange } from '@driftline/contracts';
import { holdsWords } from '../../shared/ui/holdsWords.js';
import type { MapDiffSearch } from './useMapDiffSearch.js';

/** The changes that the reader asked for. What reaches no model stays out until it is asked for. */
export function shownChanges(changes: readonly MapChange[], search: MapDiffSearch): MapChange[] {
  return changes.filter(
    (each) =>
      (search.reach === 'all' || each.reaches.length > 0) &&
      (search.subject === undefined || each.subject === search.subject) &&
      (search.change === undefined || each.change === search.change) &&
      holdsWords(
        search.q ?? '',
        each.label,
        ...each.details.flatMap(({ before, after }) => [...before, ...after]),
        ...[...each.evidence.before, ...each.evidence.after].flatMap(({ path, text }) => [path, text]),
      ),
  );
}
