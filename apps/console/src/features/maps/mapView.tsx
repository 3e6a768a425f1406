import type { DependencyMap } from '@driftline/contracts';
import { SegmentedControl } from '@mantine/core';
import { ReactFlowProvider } from '@xyflow/react';
import { useMemo } from 'react';
import { mapGraph } from '../../shared/maps/mapGraph.js';
import { DependencyTable } from './dependencyTable.js';
import { FailureTable } from './failureTable.js';
import { MapGraphView } from './mapGraphView.js';
import styles from './maps.module.css';
import { UnresolvedTable } from './unresolvedTable.js';
import { useMapSearch } from './useMapSearch.js';

/** The map as a graph, as a table, and what could not be read. */
export function MapView({ map }: { map: DependencyMap }) {
  const graph = useMemo(() => mapGraph(map), [map]);
  const { search, change } = useMapSearch();
  const view = search.view ?? 'graph';
  return (
    <>
      <div className={styles.views}>
        <SegmentedControl
          aria-label="View"
          value={view}
          onChange={(next) => change({ view: next === 'graph' ? undefined : next })}
          data={[
            { value: 'graph', label: 'Graph' },
            { value: 'table', label: 'Table' },
            { value: 'unresolved', label: `Unresolved (${map.unresolved.length})` },
            { value: 'failures', label: `Failures (${map.failures.length})` },
          ]}
        />
      </div>
      <div className={styles.card}>
        {view === 'graph' && (
          <ReactFlowProvider>
            <MapGraphView graph={graph} />
          </ReactFlowProvider>
        )}
        {view === 'table' && <DependencyTable map={map} graph={graph} />}
        {view === 'unresolved' && <UnresolvedTable unresolved={map.unresolved} />}
        {view === 'failures' && <FailureTable failures={map.failures} />}
      </div>
    </>
  );
}
