import type { Incident, Severity } from '@driftline/contracts';
import { useElementSize } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { GraphCanvas } from '../../shared/graph/graphCanvas.js';
import type { GraphEdge } from '../../shared/graph/graphTypes.js';
import { incidentSource } from '../../shared/incidents/incidentSource.js';
import { type PathOnMap, pathOnMap } from '../../shared/maps/pathOnMap.js';
import { railLayout } from '../../shared/maps/railLayout.js';
import type { ModelMap } from '../../shared/maps/useModelMap.js';
import { EmptyState } from '../../shared/ui/emptyState.js';
import { LinkButton } from '../../shared/ui/linkButton.js';
import { Panel } from '../../shared/ui/panel.js';
import styles from './incident.module.css';
import { PathSteps } from './pathSteps.js';

const margin = 24;

/** The way from the suspected source to the model, the only thing in colour on the map, with file and line. */
export function SourcePathPanel({ incident, map }: { incident: Incident; map: ModelMap | undefined }) {
  const path = useMemo(() => incidentSource(incident)?.path ?? [], [incident]);
  const onMap = useMemo(() => pathOnMap(path, map?.graph), [path, map]);
  const focus = map?.graph.nodes.find((node) => node.kind === 'model' && node.name === incident.model)?.id;
  return (
    <Panel
      title="Path from source to model"
      aside={
        map !== undefined && (
          <LinkButton
            to="/maps/$mapId"
            params={{ mapId: map.id }}
            search={focus === undefined ? {} : { focus }}
          >
            Open the map
          </LinkButton>
        )
      }
      flush
    >
      {path.length === 0 ? (
        <EmptyState title="No path is known">
          {incident.cause === 'outcome-shift' ? (
            'No source is suspected: the outcome moved under unchanged inputs.'
          ) : (
            <>
              <Link to="/maps">Map the repository</Link> that builds this model, or send OpenLineage events,
              and the next incident shows its source.
            </>
          )}
        </EmptyState>
      ) : (
        <>
          <div className={styles.wide}>
            <PathGraph onMap={onMap} severity={incident.severity} />
            <details className={styles.stepsWide}>
              <summary>Read the path step by step</summary>
              <PathSteps path={path} severity={incident.severity} />
            </details>
          </div>
          <div className={styles.narrow}>
            <PathSteps path={path} severity={incident.severity} />
          </div>
        </>
      )}
    </Panel>
  );
}

function PathGraph({ onMap, severity }: { onMap: PathOnMap; severity: Severity }) {
  const { ref, width } = useElementSize();
  const layout = useMemo(
    () => railLayout([...onMap.nodes], onMap.graph, Math.max(0, width - 2 * margin)),
    [onMap, width],
  );
  const tone = `path-${severity}` as const;
  const nodeTone = useCallback((id: string) => (onMap.nodes.has(id) ? tone : 'dimmed'), [onMap, tone]);
  const edgeTone = useCallback((id: string) => (onMap.edges.has(id) ? tone : 'dimmed'), [onMap, tone]);
  const edgeLabel = useCallback(
    (edge: GraphEdge) =>
      onMap.edges.has(edge.id) ? <EdgeEvidence edge={edge} width={layout.labelWidth} /> : null,
    [onMap, layout],
  );
  return (
    <div ref={ref} style={{ height: layout.height + 2 * margin }}>
      {width > 0 && (
        <GraphCanvas
          graph={onMap.graph}
          layout={layout}
          sizes={layout.sizes}
          minFit={1}
          anchor={[...onMap.nodes][0]}
          label="Path from source to model on the dependency map"
          nodeTone={nodeTone}
          edgeTone={edgeTone}
          edgeLabel={edgeLabel}
        />
      )}
    </div>
  );
}

function EdgeEvidence({ edge, width }: { edge: GraphEdge; width: number }) {
  const proof = edge.evidence[0];
  if (proof === undefined) {
    return (
      <div className={styles.edgeLabel} style={{ width }}>
        {edge.relation}
      </div>
    );
  }
  return (
    <div className={styles.edgeLabel} style={{ width }} title={`${proof.path}:${proof.line}\n${proof.text}`}>
      <em>{edge.relation}</em>
      <b>
        {proof.path.split('/').at(-1)}:{proof.line}
      </b>
      <span>{proof.text}</span>
    </div>
  );
}
