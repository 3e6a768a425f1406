import type { Sli } from '@driftline/contracts';
import { formatNumber } from '../numbers/formatNumber.js';

/** A figure with its 95 % interval, or why it cannot be known. */
export function SliValue({ sli }: { sli: Sli | undefined }) {
  if (sli === undefined) return <span style={{ color: 'var(--ink-3)' }}>not computed</span>;
  if (sli.value === null) {
    return <span style={{ color: 'var(--ink-3)' }}>cannot know yet: {sli.reason ?? 'no reason given'}</span>;
  }
  return (
    <span>
      {formatNumber(sli.value)}
      {sli.low !== null && sli.high !== null && (
        <span style={{ color: 'var(--ink-3)', whiteSpace: 'nowrap' }}>
          {' '}
          ({formatNumber(sli.low)} to {formatNumber(sli.high)})
        </span>
      )}
    </span>
  );
}
