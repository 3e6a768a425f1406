import { IconBox, IconCode, IconDatabase, IconPlugConnected, IconTopologyStar3 } from '@tabler/icons-react';
import styles from './graphNodeCard.module.css';
import type { GraphNode, NodeTone } from './graphTypes.js';
import { shortName } from './shortName.js';

const icons = { dataset: IconDatabase, activity: IconCode, component: IconTopologyStar3, model: IconBox };

/** The face of a node: what it is, its name, and its kind in words. */
export function GraphNodeCard({ node, tone }: { node: GraphNode; tone: NodeTone }) {
  const Icon = node.source ? IconPlugConnected : icons[node.kind];
  return (
    <div className={styles.card} data-tone={tone} title={node.name}>
      <Icon size={18} stroke={1.75} aria-hidden className={styles.icon ?? ''} />
      <div className={styles.words}>
        <p className={styles.name}>{shortName(node.name)}</p>
        <p className={styles.detail}>{node.detail}</p>
      </div>
    </div>
  );
}
