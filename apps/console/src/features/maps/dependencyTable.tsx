import type { DependencyMap, MapDependency } from '@driftline/contracts';
import { ConfidenceBadge } from '../../shared/ui/confidenceBadge.js';
import { DataTable } from '../../shared/ui/dataTable.js';
import { EmptyState } from '../../shared/ui/emptyState.js';
import { holdsWords } from '../../shared/ui/holdsWords.js';
import { MoreRows } from '../../shared/ui/moreRows.js';
import { usePagedRows } from '../../shared/ui/usePagedRows.js';
import styles from './maps.module.css';

export interface DependencyTableProps {
  map: DependencyMap;
  nameOf: (id: string) => string;
  /** Words that a row must hold. */
  query: string;
}

/** What each model depends on, and through which code. */
export function DependencyTable({ map, nameOf, query }: DependencyTableProps) {
  const matches = (each: MapDependency) =>
    holdsWords(query, nameOf(each.model), nameOf(each.source), ...each.columns, ...each.path.map(nameOf));
  const { shown, hidden, showMore } = usePagedRows(map.dependencies.filter(matches));
  if (map.dependencies.length === 0) {
    return (
      <EmptyState title="No model depends on a source here">
        Either no model was found, or its data could not be followed: see the unresolved accesses.
      </EmptyState>
    );
  }
  if (shown.length === 0)
    return <EmptyState title="No dependency holds these words">Clear the filter to see all.</EmptyState>;
  return (
    <>
      <DataTable
        label="Dependencies"
        caption="Each model with each source it depends on"
        head={
          <>
            <th scope="col">Model</th>
            <th scope="col">Source</th>
            <th scope="col">Columns</th>
            <th scope="col">Through</th>
            <th scope="col">Confidence</th>
          </>
        }
      >
        {shown.map((dependency) => (
          <tr key={`${dependency.model} ${dependency.source}`}>
            <td>{nameOf(dependency.model)}</td>
            <td data-wide>
              <strong>{nameOf(dependency.source)}</strong>
            </td>
            <td>
              {dependency.columns.join(', ') || <span className={styles.sub}>not named in the code</span>}
            </td>
            <td className={styles.sub}>{dependency.path.slice(1, -1).map(nameOf).join(' → ')}</td>
            <td>
              <ConfidenceBadge confidence={dependency.confidence} />
            </td>
          </tr>
        ))}
      </DataTable>
      <MoreRows hidden={hidden} showMore={showMore} />
    </>
  );
}
