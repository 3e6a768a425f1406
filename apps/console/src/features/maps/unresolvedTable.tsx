import type { MapUnresolved } from '@driftline/contracts';
import { DataTable } from '../../shared/ui/dataTable.js';
import { EmptyState } from '../../shared/ui/emptyState.js';
import { holdsWords } from '../../shared/ui/holdsWords.js';
import { MoreRows } from '../../shared/ui/moreRows.js';
import { usePagedRows } from '../../shared/ui/usePagedRows.js';

export interface UnresolvedTableProps {
  unresolved: readonly MapUnresolved[];
  /** Words that a row must hold. */
  query: string;
}

/** Accesses whose data could not be named, so that nothing is lost in silence. */
export function UnresolvedTable({ unresolved, query }: UnresolvedTableProps) {
  const matches = ({ path, line, call, reason }: MapUnresolved) =>
    holdsWords(query, `${path}:${line}`, call, reason);
  const { shown, hidden, showMore } = usePagedRows(unresolved.filter(matches));
  if (unresolved.length === 0) {
    return (
      <EmptyState title="Every access is resolved">
        The map names the data of each one that was found.
      </EmptyState>
    );
  }
  if (shown.length === 0)
    return <EmptyState title="No access holds these words">Clear the filter to see all.</EmptyState>;
  return (
    <>
      <DataTable
        label="Unresolved accesses"
        caption="The code reads or writes something here that cannot be named from the code alone"
        head={
          <>
            <th scope="col">Place</th>
            <th scope="col">Call</th>
            <th scope="col">Reason</th>
          </>
        }
      >
        {shown.map(({ path, line, call, reason }) => (
          <tr key={`${path}:${line} ${call}`}>
            <td>
              <code>
                {path}:{line}
              </code>
            </td>
            <td>
              <code>{call}</code>
            </td>
            <td>{reason}</td>
          </tr>
        ))}
      </DataTable>
      <MoreRows hidden={hidden} showMore={showMore} />
    </>
  );
}
