import type { DependencyMap } from '@driftline/contracts';
import type { Graph } from '../../shared/graph/graphTypes.js';
import { ConfidenceBadge } from '../../shared/ui/confidenceBadge.js';
import { DataTable } from '../../shared/ui/dataTable.js';
import { EmptyState } from '../../shared/ui/emptyState.js';
import styles from './maps.module.css';

/** The graph in words: what each model depends on, and every edge with its code. */
export function DependencyTable({ map, graph }: { map: DependencyMap; graph: Graph }) {
  const nameOf = (id: string) => graph.nodes.find((node) => node.id === id)?.name ?? id;
  return (
    <>
      {map.dependencies.length === 0 ? (
        <EmptyState title="No model depends on a source here">
          Either no model was found, or its data could not be followed: see the unresolved accesses.
        </EmptyState>
      ) : (
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
          {map.dependencies.map((dependency) => (
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
      )}
      <DataTable
        label="Edges"
        caption="Every edge of the map with the code that proves it"
        head={
          <>
            <th scope="col">From</th>
            <th scope="col">Relation</th>
            <th scope="col">To</th>
            <th scope="col">Code</th>
            <th scope="col">Confidence</th>
          </>
        }
      >
        {graph.edges.map((edge) => (
          <tr key={edge.id}>
            <td data-wide>{nameOf(edge.from)}</td>
            <td>{edge.relation}</td>
            <td data-wide>{nameOf(edge.to)}</td>
            <td>
              {edge.evidence.map((proof) => (
                <p key={`${proof.path}:${proof.line}`}>
                  <code>
                    {proof.path}:{proof.line}
                  </code>{' '}
                  <code className={styles.sub}>{proof.text}</code>
                </p>
              ))}
            </td>
            <td>{edge.confidence !== null && <ConfidenceBadge confidence={edge.confidence} />}</td>
          </tr>
        ))}
      </DataTable>
    </>
  );
}
