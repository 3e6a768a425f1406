import type { DependencyMap } from '@driftline/contracts';
import { SegmentedControl } from '@mantine/core';
import { ReactFlowProvider } from '@xyflow/react';
import { useMemo } from 'react';
import { mapGraph } from '../../shared/maps/mapGraph.js';
import { FilterField } from '../../shared/ui/filterField.js';
import { CoverageView } from './coverageView.js';
import { DependencyTable } from './dependencyTable.js';
import { EdgeTable } from './edgeTable.js';
import { MapGraphView } from './mapGraphView.js';
import styles from './maps.module.css';
import { PipelineTable } from './pipelineTable.js';
import { UnresolvedTable } from './unresolvedTable.js';
import { useMapSearch } from './useMapSearch.js';

const filtered: ReadonlySet<string> = new Set(['table', 'pipelines', 'unresolved']);

/** The map as a graph, as tables, and what of it is not known. */
export function MapView({ map }: { map: DependencyMap }) {
  const graph = useMemo(() => mapGraph(map), [map]);
  const names = useMemo(() => new Map(graph.nodes.map((node) => [node.id, node.name])), [graph]);
  const nameOf = (id: string) => names.get(id) ?? id;
  const { search, change } = useMapSearch();
  const view = search.view ?? 'graph';
  const query = search.q ?? '';
  return (
    <>
      <div className={styles.views}>
        <div className={styles.viewChoice}>
          <SegmentedControl
            aria-label="View"
            value={view}
            onChange={(next) => change({ view: next === 'graph' ? undefined : next })}
            data={[
              { value: 'graph', label: 'Graph' },
              { value: 'table', label: 'Table' },
              { value: 'pipelines', label: `Pipelines (${map.graphs.length})` },
              { value: 'unresolved', label: `Unresolved (${map.unresolved.length})` },
              { value: 'coverage', label: 'Coverage' },
            ]}
          />
        </div>
        {filtered.has(view) && (
          <FilterField
            label="Filter rows"
            value={query}
            onChange={(q) => change({ q: q === '' ? undefined : q })}
          />
        )}
      </div>
      <div className={styles.card}>
        {view === 'graph' && (
          <ReactFlowProvider>
            <MapGraphView graph={graph} />
          </ReactFlowProvider>
        )}
        {view === 'table' && (
          <>
            <DependencyTable map={map} nameOf={nameOf} query={query} />
            <EdgeTable graph={graph} nameOf={nameOf} query={query} />
          </>
        )}
        {view === 'pipelines' && (
          <PipelineTable
            graphs={map.graphs}
            nameOf={nameOf}
            query={query}
            onActivity={(id) => change({ view: undefined, focus: id, node: id, expanded: undefined })}
          />
        )}
        {view === 'unresolved' && <UnresolvedTable unresolved={map.unresolved} query={query} />}
        {view === 'coverage' && <CoverageView map={map} />}
      </div>
    </>
  );
}
