import { useCallback, useMemo } from 'react';
import { GraphCanvas } from '../../shared/graph/graphCanvas.js';
import type { Graph, GraphNode } from '../../shared/graph/graphTypes.js';
import { neighbourhood } from '../../shared/graph/neighbourhood.js';
import { useGraphLayout } from '../../shared/graph/useGraphLayout.js';
import { useShortcuts } from '../../shared/keyboard/useShortcuts.js';
import { EmptyState } from '../../shared/ui/emptyState.js';
import { LoadingLines } from '../../shared/ui/loadingLines.js';
import { graphTones } from './graphTones.js';
import styles from './maps.module.css';
import { MapTools } from './mapTools.js';
import { NodeDrawer } from './nodeDrawer.js';
import { useMapSearch } from './useMapSearch.js';

const sizes = { node: { width: 212, height: 60 }, gap: 56 };
const minFit = 0.75;
const defaultDepth = 2;

/** The graph around its focus, with tools above and the chosen node beside it. */
export function MapGraphView({ graph }: { graph: Graph }) {
  const { search, change } = useMapSearch();
  const focus = search.focus === 'all' ? undefined : (search.focus ?? firstFocus(graph));
  const depth =
    search.depth === 'all' ? Number.POSITIVE_INFINITY : Number(search.depth ?? defaultDepth) || defaultDepth;
  const direction =
    search.direction === 'upstream' || search.direction === 'downstream' ? search.direction : undefined;
  const expanded = useMemo(() => search.expanded?.split(',') ?? [], [search.expanded]);
  const part = useMemo(
    () => neighbourhood(graph, { focus, depth, direction, expanded }),
    [graph, focus, depth, direction, expanded],
  );
  const layout = useGraphLayout(part, sizes);
  const chosen = graph.nodes.find((node) => node.id === search.node);
  const chosenHere = part.nodes.some((node) => node.id === chosen?.id) ? chosen?.id : undefined;
  const tones = useMemo(() => graphTones(part, focus, chosenHere), [part, focus, chosenHere]);
  const choose = useCallback((id: string) => change({ node: id }), [change]);
  useShortcuts({ escape: () => change({ node: undefined }) });
  const extra = useCallback(
    (node: GraphNode) => {
      const more = part.hidden.get(node.id);
      return more === undefined ? null : (
        <button
          type="button"
          className={`${styles.more} nodrag nopan`}
          aria-label={`Show ${more} more beside ${node.name}`}
          onClick={(event) => {
            event.stopPropagation();
            change({ expanded: [...expanded, node.id].join(',') });
          }}
        >
          +{more}
        </button>
      );
    },
    [part, expanded, change],
  );
  if (graph.nodes.length === 0) {
    return (
      <EmptyState title="The map is empty">
        No dataset, activity or model was found. Look at the failures and the unresolved accesses.
      </EmptyState>
    );
  }
  return (
    <>
      <MapTools
        graph={graph}
        focus={focus}
        depth={search.depth ?? String(defaultDepth)}
        shown={part.nodes.length}
      />
      <div className={chosen === undefined ? '' : styles.withDrawer}>
        <div className={styles.graph}>
          {layout.data === undefined ? (
            <LoadingLines what="the graph" lines={8} height={28} />
          ) : (
            <GraphCanvas
              graph={part}
              layout={layout.data}
              sizes={sizes}
              minFit={minFit}
              anchor={chosenHere ?? focus}
              label={`Dependency graph, ${part.nodes.length} of ${graph.nodes.length} nodes`}
              nodeTone={tones.node}
              edgeTone={tones.edge}
              nodeExtra={extra}
              onNode={choose}
            />
          )}
        </div>
        {chosen !== undefined && <NodeDrawer node={chosen} graph={graph} />}
      </div>
      <p className={styles.legend}>
        <span>Left: sources. Right: consumers.</span>
        <span>Solid line: exact. Dashed: inferred or possible.</span>
        <span>Choose a node to follow its path and see the code.</span>
      </p>
    </>
  );
}

function firstFocus(graph: Graph): string | undefined {
  return graph.nodes.find((node) => node.kind === 'model')?.id;
}
