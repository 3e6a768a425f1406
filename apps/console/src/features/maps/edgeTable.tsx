import type { Graph, GraphEdge } from '../../shared/graph/graphTypes.js';
import { ConfidenceBadge } from '../../shared/ui/confidenceBadge.js';
import { DataTable } from '../../shared/ui/dataTable.js';
import { holdsWords } from '../../shared/ui/holdsWords.js';
import { MoreRows } from '../../shared/ui/moreRows.js';
import { usePagedRows } from '../../shared/ui/usePagedRows.js';
import styles from './maps.module.css';

export interface EdgeTableProps {
  graph: Graph;
  nameOf: (id: string) => string;
  /** Words that a row must hold. */
  query: string;
}

/** Every edge with its code: the graph in words. */
export function EdgeTable({ graph, nameOf, query }: EdgeTableProps) {
  const matches = ({ from, to, relation, evidence }: GraphEdge) =>
    holdsWords(
      query,
      nameOf(from),
      nameOf(to),
      relation,
      ...evidence.flatMap(({ path, text }) => [path, text]),
    );
  const { shown, hidden, showMore } = usePagedRows(graph.edges.filter(matches));
  if (shown.length === 0) return null;
  return (
    <>
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
        {shown.map((edge) => (
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
      <MoreRows hidden={hidden} showMore={showMore} />
    </>
  );
}
