import type { MapChange, MapDiff } from '@driftline/contracts';
import { Checkbox, NativeSelect } from '@mantine/core';
import { plural } from '../../shared/numbers/formatNumber.js';
import { EmptyState } from '../../shared/ui/emptyState.js';
import { FilterField } from '../../shared/ui/filterField.js';
import { MoreRows } from '../../shared/ui/moreRows.js';
import { Panel } from '../../shared/ui/panel.js';
import { usePagedRows } from '../../shared/ui/usePagedRows.js';
import { ChangeItem } from './changeItem.js';
import styles from './mapDiff.module.css';
import { shownChanges } from './shownChanges.js';
import { useMapDiffSearch } from './useMapDiffSearch.js';

const subjects: readonly { value: MapChange['subject']; label: string }[] = [
  { value: 'model', label: 'Models' },
  { value: 'dependency', label: 'Dependencies' },
  { value: 'source', label: 'Sources' },
  { value: 'dataset', label: 'Datasets' },
  { value: 'edge', label: 'Edges' },
];

/** Every difference, narrowed by what the reader looks for. */
export function ChangeList({ diff, modelName }: { diff: MapDiff; modelName: (key: string) => string }) {
  const { search, change } = useMapDiffSearch();
  const matching = shownChanges(diff.changes, search);
  const { shown, hidden, showMore } = usePagedRows(matching, 50);
  const silent = diff.changes.filter(({ reaches }) => reaches.length === 0).length;
  return (
    <Panel title="Changes" note={`${matching.length} of ${plural(diff.changes.length, 'change')}`} flush>
      <div className={styles.tools}>
        <FilterField
          label="Filter changes"
          value={search.q ?? ''}
          onChange={(q) => change({ q: q === '' ? undefined : q })}
        />
        <NativeSelect
          aria-label="What changed"
          value={search.subject ?? ''}
          onChange={(event) => change({ subject: event.currentTarget.value || undefined })}
          data={[
            { value: '', label: 'Everything' },
            ...subjects.map(({ value, label }) => ({ value, label: `${label}${countOf(diff, value)}` })),
          ]}
        />
        <NativeSelect
          aria-label="How it changed"
          value={search.change ?? ''}
          onChange={(event) => change({ change: event.currentTarget.value || undefined })}
          data={[
            { value: '', label: 'In any way' },
            { value: 'appeared', label: 'Appeared' },
            { value: 'vanished', label: 'Vanished' },
            { value: 'changed', label: 'Changed' },
          ]}
        />
        <Checkbox
          label={`Also what reaches no model (${silent})`}
          checked={search.reach === 'all'}
          onChange={(event) => change({ reach: event.currentTarget.checked ? 'all' : undefined })}
        />
      </div>
      {shown.length === 0 ? (
        <EmptyState title="No change is shown">
          {diff.changes.length === 0
            ? 'Both maps say the same: the same sources reach the same models through the same code.'
            : 'Widen the filters above to see the others.'}
        </EmptyState>
      ) : (
        <ul className={styles.changes}>
          {shown.map((each) => (
            <ChangeItem key={each.key} change={each} modelName={modelName} />
          ))}
        </ul>
      )}
      <MoreRows hidden={hidden} showMore={showMore} />
    </Panel>
  );
}

function countOf(diff: MapDiff, subject: MapChange['subject']): string {
  const { appeared, vanished, changed } = diff.counts[subject];
  const all = appeared + vanished + changed;
  return all === 0 ? ' (0)' : ` (+${appeared} −${vanished} ~${changed})`;
}
