import type { MapFailure } from '@driftline/contracts';
import { DataTable } from '../../shared/ui/dataTable.js';
import { EmptyState } from '../../shared/ui/emptyState.js';

/** Files that could not be read. */
export function FailureTable({ failures }: { failures: readonly MapFailure[] }) {
  if (failures.length === 0) {
    return <EmptyState title="Every file could be read">No analyzer failed.</EmptyState>;
  }
  return (
    <DataTable
      label="Failures"
      caption="What is in these files is not on the map"
      head={
        <>
          <th scope="col">File</th>
          <th scope="col">Error</th>
        </>
      }
    >
      {failures.map(({ path, error }) => (
        <tr key={`${path} ${error}`}>
          <td>
            <code>{path}</code>
          </td>
          <td>{error}</td>
        </tr>
      ))}
    </DataTable>
  );
}
