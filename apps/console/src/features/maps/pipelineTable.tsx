import type { MapGraph } from '@driftline/contracts';
import { DataTable } from '../../shared/ui/dataTable.js';
import { EmptyState } from '../../shared/ui/emptyState.js';
import { holdsWords } from '../../shared/ui/holdsWords.js';
import { MoreRows } from '../../shared/ui/moreRows.js';
import { usePagedRows } from '../../shared/ui/usePagedRows.js';
import styles from './maps.module.css';

export interface PipelineTableProps {
  graphs: readonly MapGraph[];
  nameOf: (id: string) => string;
  query: string;
  onActivity: (id: string) => void;
}

/** Each pipeline that a file declares, with its activities. */
export function PipelineTable({ graphs, nameOf, query, onActivity }: PipelineTableProps) {
  const matches = ({ name, kind, path, activities }: MapGraph) =>
    holdsWords(query, name, kind, path, ...activities.map(nameOf));
  const { shown, hidden, showMore } = usePagedRows(graphs.filter(matches));
  if (graphs.length === 0) {
    return (
      <EmptyState title="No pipeline is declared here">
        The repository holds scripts and queries, but no DAG, workflow or schedule that the mapper knows.
      </EmptyState>
    );
  }
  if (shown.length === 0)
    return <EmptyState title="No pipeline holds these words">Clear the filter to see all.</EmptyState>;
  return (
    <>
      <DataTable
        label="Pipelines"
        caption="Which activities run together, by the file that says so"
        head={
          <>
            <th scope="col">Pipeline</th>
            <th scope="col">Kind</th>
            <th scope="col">File</th>
            <th scope="col">Activities</th>
          </>
        }
      >
        {shown.map((graph) => (
          <tr key={graph.id}>
            <td data-wide>
              <strong>{graph.name}</strong>
            </td>
            <td>{graph.kind}</td>
            <td data-wide>
              <code>{graph.path}</code>
            </td>
            <td data-wide>
              <ul className={styles.names}>
                {graph.activities.map((id) => (
                  <li key={id}>
                    <button type="button" className={styles.nameLink} onClick={() => onActivity(id)}>
                      {nameOf(id)}
                    </button>
                  </li>
                ))}
              </ul>
            </td>
          </tr>
        ))}
      </DataTable>
      <MoreRows hidden={hidden} showMore={showMore} />
    </>
  );
}
