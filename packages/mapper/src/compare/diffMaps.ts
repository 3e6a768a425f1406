import {
  type DependencyMap,
  type MapChange,
  type MapChangeDetail,
  type MapChangeSubject,
  type MapDiff,
  type MapDiffCounts,
  type MapDiffSide,
  mapChangeSubjectSchema,
} from '@driftline/contracts';
import { describeModels } from './describeModels.js';
import { type MapItem, mapItems } from './mapItems.js';
import { repositoryLabel } from './repositoryLabel.js';

/** A map, and its id where it is stored. */
export type ComparableMap = DependencyMap & { id?: string };

const SUBJECTS = mapChangeSubjectSchema.options;

function detailsOf(before: MapItem, after: MapItem): MapChangeDetail[] {
  const members = new Set([...Object.keys(before.members), ...Object.keys(after.members)]);
  return [...members].sort().flatMap((name) => {
    const member = name as MapChangeDetail['member'];
    const values = { before: [...(before.members[member] ?? [])], after: [...(after.members[member] ?? [])] };
    return JSON.stringify(values.before) === JSON.stringify(values.after) ? [] : [{ member, ...values }];
  });
}

/** A dataset is a source when it is one on either side. */
function subjectOf(before: MapItem | undefined, after: MapItem | undefined): MapChangeSubject {
  const subjects = [before?.subject, after?.subject];
  return subjects.includes('source') ? 'source' : (after?.subject ?? before?.subject ?? 'dataset');
}

function changeOf(
  key: string,
  before: MapItem | undefined,
  after: MapItem | undefined,
): MapChange | undefined {
  const item = after ?? before;
  const details = before && after ? detailsOf(before, after) : [];
  if (!item || (before && after && details.length === 0)) return undefined;
  return {
    key,
    subject: subjectOf(before, after),
    change: before ? (after ? 'changed' : 'vanished') : 'appeared',
    label: item.label,
    ...(item.relation === undefined ? {} : { relation: item.relation }),
    details,
    evidence: { before: before?.evidence ?? [], after: after?.evidence ?? [] },
    reaches: [...new Set([...(before?.reach() ?? []), ...(after?.reach() ?? [])])].sort(),
  };
}

function inOrder(left: MapChange, right: MapChange): number {
  const bySubject = SUBJECTS.indexOf(left.subject) - SUBJECTS.indexOf(right.subject);
  return bySubject || (left.key < right.key ? -1 : 1);
}

function countsOf(changes: readonly MapChange[]): MapDiffCounts {
  const none = () => ({ appeared: 0, vanished: 0, changed: 0 });
  const counts: MapDiffCounts = {
    model: none(),
    dependency: none(),
    source: none(),
    dataset: none(),
    edge: none(),
  };
  for (const { subject, change } of changes) counts[subject][change] += 1;
  return counts;
}

function sideOf(map: ComparableMap): MapDiffSide {
  const { id, repository } = map;
  return { ...(id === undefined ? {} : { id }), repository: repositoryLabel(map), commit: repository.commit };
}

/**
 * What differs between two maps, and which models that reaches over either of them. Ids of the maps, order and line
 * numbers are no difference. A map compared with itself gives none; swapping the two swaps appeared and vanished.
 */
export function diffMaps(base: ComparableMap, head: ComparableMap): MapDiff {
  const [before, after] = [mapItems(base), mapItems(head)];
  const changes = [...new Set([...before.keys(), ...after.keys()])]
    .flatMap((key) => changeOf(key, before.get(key), after.get(key)) ?? [])
    .sort(inOrder);
  return {
    base: sideOf(base),
    head: sideOf(head),
    counts: countsOf(changes),
    changes,
    models: describeModels(changes, before, after),
  };
}
