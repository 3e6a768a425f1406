import { IconPlayerPlay } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { queries } from '../../shared/api/queries.js';
import { Timestamp } from '../../shared/time/timestamp.js';
import { Badge } from '../../shared/ui/badge.js';
import styles from './topBar.module.css';

/** Shown while the platform lives through the past: every "ago" then counts from this clock. */
export function ClockBadge() {
  const { data } = useQuery(queries.status());
  if (!data?.clock.simulated) return null;
  return (
    <Badge
      icon={IconPlayerPlay}
      tone="accent"
      title="A replay sets the clock: times on this page count from it"
    >
      <span className={styles.clockLong}>
        Simulated clock: <Timestamp at={data.clock.now} />
      </span>
      <span className={styles.clockShort}>
        Simulated <Timestamp at={data.clock.now} style="day" />
      </span>
    </Badge>
  );
}
