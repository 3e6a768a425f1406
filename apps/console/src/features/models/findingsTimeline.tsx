import type { FindingLevel, Window } from '@driftline/contracts';
import { Tooltip } from '@mantine/core';
import { plural } from '../../shared/numbers/formatNumber.js';
import { formatTime } from '../../shared/time/formatTime.js';
import { useTimeZone } from '../../shared/time/timeZone.js';
import { EmptyState } from '../../shared/ui/emptyState.js';
import { LoadingLines } from '../../shared/ui/loadingLines.js';
import { Panel } from '../../shared/ui/panel.js';
import { type FindingLane, findingLanes, type LaneMark } from './findingLanes.js';
import styles from './findingsTimeline.module.css';

const levels: Record<FindingLevel, string> = {
  hard: 'Hard: pages by itself',
  soft: 'Soft: strong evidence',
  drift: 'Drift: evidence only',
};

/** When each column had findings. Height and hatching tell the levels apart, not colour. */
export function FindingsTimeline({ windows, loading }: { windows: readonly Window[]; loading: boolean }) {
  const { zone } = useTimeZone();
  const lanes = findingLanes(windows);
  const starts = windows.map((window) => Date.parse(window.start));
  const ends = windows.map((window) => Date.parse(window.end));
  const [from, to] = [Math.min(...starts), Math.max(...ends)];
  const count = windows.reduce((sum, window) => sum + window.findings.length, 0);
  return (
    <Panel
      title="Findings"
      note={loading ? undefined : plural(count, 'finding')}
      aside={
        lanes.length > 0 && (
          <ul className={styles.legend}>
            {Object.entries(levels).map(([level, words]) => (
              <li key={level}>
                <span className={styles.key}>
                  <span className={styles.mark} data-level={level} />
                </span>
                {words}
              </li>
            ))}
          </ul>
        )
      }
    >
      {loading && <LoadingLines what="the findings" lines={3} />}
      {!loading && lanes.length === 0 && (
        <EmptyState title="No finding in this time range">
          Every column behaved as in the reference.
        </EmptyState>
      )}
      {lanes.length > 0 && (
        <>
          <ul className={styles.lanes}>
            {lanes.map((lane) => (
              <Lane key={lane.column ?? ''} lane={lane} from={from} to={to} />
            ))}
          </ul>
          <div className={styles.axis} aria-hidden>
            <span>{formatTime(from, 'day', zone)}</span>
            <span>{formatTime(to, 'day', zone)}</span>
          </div>
        </>
      )}
    </Panel>
  );
}

function Lane({ lane, from, to }: { lane: FindingLane; from: number; to: number }) {
  const kinds = [...new Set(lane.marks.flatMap((mark) => mark.findings.map((finding) => finding.kind)))];
  return (
    <li className={styles.lane}>
      <span className={styles.column}>{lane.column ?? 'whole window'}</span>
      <span className={styles.words}>
        {kinds.join(', ')} in {plural(lane.marks.length, 'window')}
      </span>
      <span className={styles.track} aria-hidden>
        {lane.marks.map((mark) => (
          <Mark key={mark.start} mark={mark} from={from} span={to - from} />
        ))}
      </span>
    </li>
  );
}

function Mark({ mark, from, span }: { mark: LaneMark; from: number; span: number }) {
  const { zone } = useTimeZone();
  const when = formatTime(mark.start, 'date', zone);
  return (
    <Tooltip
      multiline
      maw={360}
      openDelay={0}
      label={`${when}: ${mark.findings.map((finding) => finding.message).join('; ')}`}
    >
      <span
        className={styles.mark}
        data-level={mark.level}
        style={{
          left: `${((mark.start - from) / span) * 100}%`,
          width: `max(3px, calc(${((mark.end - mark.start) / span) * 100}% - 1px))`,
        }}
      />
    </Tooltip>
  );
}
