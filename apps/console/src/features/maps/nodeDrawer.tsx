import { ActionIcon, Button } from '@mantine/core';
import { IconFocusCentered, IconX } from '@tabler/icons-react';
import type { Graph, GraphEdge, GraphNode } from '../../shared/graph/graphTypes.js';
import { reach } from '../../shared/graph/reach.js';
import { plural } from '../../shared/numbers/formatNumber.js';
import { CodeBlock } from '../../shared/ui/codeBlock.js';
import { ConfidenceBadge } from '../../shared/ui/confidenceBadge.js';
import { LinkButton } from '../../shared/ui/linkButton.js';
import styles from './maps.module.css';
import { useMapSearch } from './useMapSearch.js';

/** What the map knows about one node: its neighbours, and the code that proves each edge. */
export function NodeDrawer({ node, graph }: { node: GraphNode; graph: Graph }) {
  const { change } = useMapSearch();
  const nameOf = (id: string) => graph.nodes.find((other) => other.id === id)?.name ?? id;
  const into = graph.edges.filter((edge) => edge.to === node.id);
  const out = graph.edges.filter((edge) => edge.from === node.id);
  const hit = [...reach(graph.edges, [node.id], 'downstream').keys()]
    .map((id) => graph.nodes.find((other) => other.id === id))
    .filter((other) => other?.kind === 'model' && other.id !== node.id);
  return (
    <aside className={styles.drawer} aria-label={`About ${node.name}`}>
      <div className={styles.drawerHead}>
        <h2>{node.name}</h2>
        <ActionIcon aria-label="Close" onClick={() => change({ node: undefined })}>
          <IconX size={17} />
        </ActionIcon>
      </div>
      <p className={styles.sub}>{node.detail}</p>
      {node.kind !== 'model' && (
        <p className={styles.sub}>
          {hit.length === 0
            ? 'No model depends on it.'
            : `${plural(hit.length, 'model')} depend${hit.length === 1 ? 's' : ''} on it: ${hit.map((model) => model?.name).join(', ')}.`}
        </p>
      )}
      <div className={styles.drawerActions} style={{ marginTop: 12 }}>
        <Button
          leftSection={<IconFocusCentered size={15} aria-hidden />}
          onClick={() => change({ focus: node.id, expanded: undefined })}
        >
          Focus here
        </Button>
        {node.kind === 'model' && (
          <LinkButton to="/models/$model" params={{ model: node.name }}>
            See its SLIs
          </LinkButton>
        )}
      </div>
      <EdgeList title="Comes from" edges={into} otherName={(edge) => nameOf(edge.from)} />
      <EdgeList title="Goes to" edges={out} otherName={(edge) => nameOf(edge.to)} />
    </aside>
  );
}

interface EdgeListProps {
  title: string;
  edges: readonly GraphEdge[];
  otherName: (edge: GraphEdge) => string;
}

function EdgeList({ title, edges, otherName }: EdgeListProps) {
  if (edges.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {edges.map((edge) => (
          <li key={edge.id} className={styles.edge}>
            <p className={styles.edgeHead}>
              <strong style={{ overflowWrap: 'anywhere' }}>{otherName(edge)}</strong>
              <span className={styles.sub}>{edge.relation}</span>
              {edge.confidence !== null && <ConfidenceBadge confidence={edge.confidence} />}
            </p>
            {edge.evidence.map((proof) => (
              <div key={`${proof.path}:${proof.line}`}>
                <p className={styles.sub}>
                  <code>
                    {proof.path}:{proof.line}
                  </code>
                </p>
                <CodeBlock code={proof.text} label={`Code at ${proof.path}:${proof.line}`} />
              </div>
            ))}
          </li>
        ))}
      </ul>
    </>
  );
}
