import type { MapUnresolved } from '@driftline/contracts';
import { DataTable } from '../../shared/ui/dataTable.js';
import { EmptyState } from '../../shared/ui/emptyState.js';

/** Accesses whose data could not be named, so that nothing is lost in silence. */
export function UnresolvedTable({ unresolved }: { unresolved: readonly MapUnresolved[] }) {
  if (unresolved.length === 0) {
    return (
      <EmptyState title="Every access is resolved">
        The map names the data of each one that was found.
      </EmptyState>
    );
  }
  return (
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
      {unresolved.map(({ path, line, call, reason }) => (
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
  );
}
