import { VisuallyHidden } from '@mantine/core';
import { IconAccessPoint, IconAccessPointOff } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { LiveState } from '../../shared/api/useLiveEvents.js';
import { formatDuration } from '../../shared/time/formatDuration.js';
import styles from './topBar.module.css';

const tickMs = 5_000;

/** How old the data on the page is, and whether changes arrive by themselves. */
export function Updated({ live }: { live: LiveState }) {
  const client = useQueryClient();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), tickMs);
    return () => clearInterval(timer);
  }, []);
  const shown = client
    .getQueryCache()
    .findAll({ type: 'active', predicate: ({ queryKey }) => queryKey[0] !== 'session' });
  const newest = Math.max(0, ...shown.map((query) => query.state.dataUpdatedAt));
  const lost = live === 'lost';
  const Icon = lost ? IconAccessPointOff : IconAccessPoint;
  const age =
    newest === 0
      ? ''
      : now - newest < tickMs
        ? 'updated just now'
        : `updated ${formatDuration(now - newest)} ago`;
  return (
    <span
      className={`${styles.updated} ${lost ? styles.lost : ''}`}
      title={lost ? 'Live updates are lost; trying again' : 'Live: changes arrive by themselves'}
    >
      <Icon size={15} aria-hidden />
      <span className={styles.updatedText}>{lost ? `Live updates lost, ${age}` : age}</span>
      <VisuallyHidden role="status">{lost ? 'Live updates are lost' : ''}</VisuallyHidden>
    </span>
  );
}
