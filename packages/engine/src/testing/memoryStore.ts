import type { LabelDelayCounts, LabelDelayRequest } from '../profile/labelDelay.js';
import type { OutcomeRequest, WindowOutcomes } from '../profile/outcomeCells.js';
import type { OutcomeSurvey, OutcomeSurveyRequest } from '../profile/outcomeSurvey.js';
import type { ScanRequest } from '../profile/scanRequest.js';
import type { WindowProfile } from '../profile/windowProfile.js';
import { windowOf } from '../windows/windowOf.js';
import type { EventRow } from './eventRow.js';
import { outcomesOf } from './outcomesOf.js';
import { profileOf } from './profileOf.js';
import { surveyOf } from './surveyOf.js';

interface RangeRequest {
  start: number;
  end: number;
  asOf: number;
  reference: boolean;
  everySeconds?: number;
}

/** Answers every scan of the engine over rows in memory, as the event store does over ClickHouse. For tests. */
export class MemoryStore {
  readonly #live: EventRow[];
  readonly #reference: EventRow[];

  constructor(rows: readonly EventRow[]) {
    const sorted = rows.toSorted((a, b) => a.timestamp - b.timestamp);
    this.#live = sorted.filter(({ reference }) => !reference);
    this.#reference = sorted.filter(({ reference }) => reference);
  }

  profiles(request: ScanRequest): WindowProfile[] {
    return this.#intervals(request).map(({ start, end, rows }) => profileOf(start, end, rows, request));
  }

  outcomes(request: OutcomeRequest): WindowOutcomes[] {
    return this.#intervals(request).map(({ start, end, rows }) => outcomesOf(start, end, rows, request));
  }

  survey(request: OutcomeSurveyRequest): OutcomeSurvey {
    return surveyOf(this.#range(request));
  }

  delay(request: LabelDelayRequest): LabelDelayCounts {
    const rows = this.#range(request);
    const delays = rows.filter(({ label }) => label !== null).map((row) => row.labelTime - row.timestamp);
    const arrived = request.ages.map((age) => delays.filter((delay) => delay <= age).length);
    return { rows: rows.length, labelled: delays.length, arrived };
  }

  #intervals(request: RangeRequest): { start: number; end: number; rows: EventRow[] }[] {
    const rows = this.#range(request);
    const { everySeconds } = request;
    if (everySeconds === undefined) return rows.length > 0 ? [{ ...request, rows }] : [];
    const groups = new Map<number, { start: number; end: number; rows: EventRow[] }>();
    for (const row of rows) {
      const interval = windowOf(row.timestamp, everySeconds);
      const group = groups.get(interval.start) ?? { ...interval, rows: [] };
      group.rows.push(row);
      groups.set(interval.start, group);
    }
    return [...groups.values()];
  }

  #range({ start, end, asOf, reference }: RangeRequest): EventRow[] {
    const rows = reference ? this.#reference : this.#live;
    return rows.slice(firstFrom(rows, start), firstFrom(rows, Math.min(end, asOf)));
  }
}

/** Index of the first row at or after a time. */
function firstFrom(rows: readonly EventRow[], time: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.timestamp ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
