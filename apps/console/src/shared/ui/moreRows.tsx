import { Button } from '@mantine/core';
import { formatCount } from '../numbers/formatNumber.js';
import styles from './dataTable.module.css';

/** Below a table that does not show every row yet. */
export function MoreRows({ hidden, showMore }: { hidden: number; showMore: () => void }) {
  if (hidden === 0) return null;
  return (
    <p className={styles.more}>
      <Button onClick={showMore}>Show more</Button> {formatCount(hidden)} not shown yet
    </p>
  );
}
