import type { EventSender } from './eventSender.js';
import type { RecordedEvents } from './readFolder.js';
import type { TimedLines } from './timedLines.js';

/** One advance of a replay: the clock moves to `until`, and everything that had happened by then is sent. */
export interface ReplayStep {
  /** Epoch milliseconds. */
  until: number;
  /** Share of the replay done after it. */
  share: number;
  send(sender: EventSender): Promise<void>;
}

const STEP_MS = 24 * 3_600_000;
const BATCH = 10_000;

/**
 * The steps of a replay. An evaluation is a function of (model, window, asOf), so the length of a step changes no
 * answer, only how often the platform catches up.
 */
export function* recordedSteps(recorded: RecordedEvents, latenessMs: number): Generator<ReplayStep> {
  const { reference, live, labels, lineage, liveStart, end } = recorded;
  const lineageTimes = lineage.map((event) => Date.parse(event.eventTime));
  const sent = { predictions: 0, labels: 0, lineage: 0 };
  yield {
    until: liveStart,
    share: 0,
    send: (sender) => sendLines(sender, 'predictions', reference, 0, reference.length),
  };
  // Past the last event the clock goes on until the last window can be final.
  const last = end + 2 * latenessMs + STEP_MS;
  const first = Math.floor(liveStart / STEP_MS) * STEP_MS + STEP_MS;
  for (let until = first; until < last + STEP_MS; until += STEP_MS) {
    const upTo = {
      predictions: countUntil(live.times, until),
      labels: countUntil(labels.times, until),
      lineage: countUntil(lineageTimes, until),
    };
    const from = { ...sent };
    Object.assign(sent, upTo);
    yield {
      until,
      share: Math.min(1, (until - liveStart) / (last - liveStart)),
      send: async (sender) => {
        if (upTo.lineage > from.lineage) await sender.sendLineage(lineage.slice(from.lineage, upTo.lineage));
        await sendLines(sender, 'predictions', live, from.predictions, upTo.predictions);
        await sendLines(sender, 'labels', labels, from.labels, upTo.labels);
      },
    };
  }
}

async function sendLines(
  sender: EventSender,
  kind: 'predictions' | 'labels',
  lines: TimedLines,
  from: number,
  to: number,
): Promise<void> {
  for (let start = from; start < to; start += BATCH) {
    await sender.send(kind, lines.body(start, Math.min(start + BATCH, to)));
  }
}

/** How many of the ascending times are before `until`. */
function countUntil(times: ArrayLike<number>, until: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? Infinity) < until) low = middle + 1;
    else high = middle;
  }
  return low;
}
