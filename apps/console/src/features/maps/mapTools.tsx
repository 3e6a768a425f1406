import { ActionIcon, SegmentedControl, Select, Tooltip } from '@mantine/core';
import { IconFocusCentered, IconMaximize, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import { useReactFlow } from '@xyflow/react';
import type { Graph } from '../../shared/graph/graphTypes.js';
import styles from './maps.module.css';
import { useMapSearch } from './useMapSearch.js';

export interface MapToolsProps {
  graph: Graph;
  focus: string | undefined;
  depth: string;
  shown: number;
}

/** Focus, depth, search, zoom, fit and centre. */
export function MapTools({ graph, focus, depth, shown }: MapToolsProps) {
  const { search, change } = useMapSearch();
  const flow = useReactFlow();
  const centre = search.node ?? focus;
  const options = (['model', 'dataset', 'activity', 'component'] as const).flatMap((kind) => {
    const nodes = graph.nodes.filter((node) => node.kind === kind);
    const items = nodes.map((node) => ({ value: node.id, label: node.name }));
    return items.length === 0 ? [] : [{ group: groupNames[kind], items }];
  });
  return (
    <div className={styles.tools}>
      <Select
        aria-label="Focus"
        data={[{ group: 'Map', items: [{ value: 'all', label: 'Whole map' }] }, ...options]}
        value={focus ?? 'all'}
        allowDeselect={false}
        searchable
        onChange={(next) => change({ focus: next ?? undefined, expanded: undefined, node: undefined })}
      />
      <span className={styles.depth}>
        Depth
        <SegmentedControl
          aria-label="Depth"
          value={depth}
          disabled={focus === undefined}
          onChange={(next) => change({ depth: next, expanded: undefined })}
          data={[
            ...['1', '2', '3'].map((value) => ({ value, label: value })),
            { value: 'all', label: 'All' },
          ]}
        />
      </span>
      <SegmentedControl
        aria-label="Direction"
        value={search.direction ?? 'both'}
        disabled={focus === undefined}
        onChange={(next) => change({ direction: next === 'both' ? undefined : next, expanded: undefined })}
        data={[
          { value: 'upstream', label: 'Upstream' },
          { value: 'both', label: 'Both' },
          { value: 'downstream', label: 'Downstream' },
        ]}
      />
      <Select
        aria-label="Find a node"
        placeholder="Find a node"
        data={options}
        value={null}
        searchable
        nothingFoundMessage="No node has this name"
        onChange={(next) => {
          if (next === null) return;
          change(
            flow.getNode(next) === undefined
              ? { focus: next, node: next, expanded: undefined }
              : { node: next },
          );
        }}
      />
      <span className={styles.sub} role="status" style={{ marginLeft: 'auto' }}>
        {shown} of {graph.nodes.length} nodes
      </span>
      <Tool label="Zoom out" icon={IconZoomOut} onClick={() => void flow.zoomOut()} />
      <Tool label="Zoom in" icon={IconZoomIn} onClick={() => void flow.zoomIn()} />
      <Tool
        label="Fit the graph"
        icon={IconMaximize}
        onClick={() => void flow.fitView({ padding: 0.08, maxZoom: 1 })}
      />
      <Tool
        label="Centre on the chosen node"
        icon={IconFocusCentered}
        onClick={() =>
          void flow.fitView({ nodes: centre === undefined ? [] : [{ id: centre }], maxZoom: 1, padding: 1 })
        }
      />
    </div>
  );
}

const groupNames = { model: 'Models', dataset: 'Datasets', activity: 'Activities', component: 'Components' };

function Tool({
  label,
  icon: Icon,
  onClick,
}: {
  label: string;
  icon: typeof IconMaximize;
  onClick: () => void;
}) {
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} onClick={onClick}>
        <Icon size={17} stroke={1.75} />
      </ActionIcon>
    </Tooltip>
  );
}
