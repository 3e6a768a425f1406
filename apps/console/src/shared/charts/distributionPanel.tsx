import { useQuery } from '@tanstack/react-query';
import { queries } from '../api/queries.js';
import { formatCount, formatNumber, formatShare } from '../numbers/formatNumber.js';
import { EmptyState } from '../ui/emptyState.js';
import { ErrorState } from '../ui/errorState.js';
import { LoadingLines } from '../ui/loadingLines.js';
import { distributionBars } from './distributionBars.js';
import { DistributionChart } from './distributionChart.js';
import styles from './distributionPanel.module.css';

export interface DistributionPanelProps {
  model: string;
  column: string;
  /** Interval of the current distribution, milliseconds. */
  from: number;
  to: number;
}

/** How one column is distributed now and in the reference, with its rows, missing share and mean. */
export function DistributionPanel({ model, column, from, to }: DistributionPanelProps) {
  const bounds = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
  const profiles = useQuery(queries.profiles(model, column, bounds));
  if (profiles.isPending) return <LoadingLines what={`the distribution of ${column}`} lines={5} />;
  if (profiles.error) {
    return (
      <ErrorState
        what={`The distribution of ${column}`}
        error={profiles.error}
        retry={() => void profiles.refetch()}
      />
    );
  }
  const distribution = distributionBars(profiles.data, from, to);
  if (distribution.bars.length === 0 || distribution.rows === 0) {
    return <EmptyState title="No window of this time has a profile">Choose a longer time range.</EmptyState>;
  }
  const missing = distribution.missing / distribution.rows;
  return (
    <div>
      <p className={styles.facts}>
        <span>{formatCount(distribution.rows)} rows</span>
        <span>{formatShare(missing)} missing</span>
        {distribution.mean !== null && <span>mean {formatNumber(distribution.mean)}</span>}
        {profiles.data.reference === null && <span>no reference to compare with yet</span>}
      </p>
      <DistributionChart
        distribution={distribution}
        label={`Distribution of ${column}, reference against current: ${largestMove(distribution)}`}
      />
    </div>
  );
}

function largestMove(distribution: ReturnType<typeof distributionBars>): string {
  const [most] = [...distribution.bars].sort(
    (a, b) => Math.abs(b.current - b.reference) - Math.abs(a.current - a.reference),
  );
  return most === undefined
    ? 'nothing to compare'
    : `the largest move is at ${most.label}, from ${formatShare(most.reference)} to ${formatShare(most.current)}`;
}
