import type { LineageRun, RunTimeLineage } from '../lineage/runTimeLineage.js';

const FAILED = new Set(['FAIL', 'ABORT']);
const LEAST_RUNS = 4;
/** A run is late when the gap since the last exceeds the usual gap this many times. */
const LATE = 2;

export interface RunTrouble {
  /** Probability-like. */
  score: number;
  reason: string;
}

/** Failed, late or missing runs of one component around the onset of an incident; null when its runs were as usual. */
export function runTrouble(
  lineage: RunTimeLineage | null,
  job: { namespace: string; name: string },
  onset: number,
  now: number,
): RunTrouble | null {
  const runs = (lineage?.runs ?? [])
    .filter((run) => run.job.namespace === job.namespace && run.job.name === job.name && timeOf(run) <= now)
    .sort((a, b) => timeOf(a) - timeOf(b));
  const gap = usualGap(runs);
  const slack = gap ?? 86_400_000;
  const near = runs.filter((run) => timeOf(run) >= onset - slack * LATE && timeOf(run) <= onset + slack);
  const failed = near.findLast(({ state }) => FAILED.has(state));
  if (failed) {
    const detail = failed.error === null ? '' : `: ${failed.error}`;
    return { score: 0.8, reason: `Its run at ${timeText(timeOf(failed))} failed${detail}` };
  }
  const last = runs.filter((run) => timeOf(run) <= onset).at(-1);
  if (gap === null || !last || near.some((run) => timeOf(run) > timeOf(last))) return null;
  const silence = Math.min(onset, now) - timeOf(last);
  if (silence <= LATE * gap) return null;
  return {
    score: 0.6,
    reason: `It last ran at ${timeText(timeOf(last))}, although it usually runs every ${hours(gap)}`,
  };
}

function usualGap(runs: readonly LineageRun[]): number | null {
  if (runs.length < LEAST_RUNS) return null;
  const gaps = runs.slice(1).map((run, i) => timeOf(run) - timeOf(runs[i] ?? run));
  return gaps.toSorted((a, b) => a - b)[gaps.length >> 1] ?? null;
}

function timeOf({ startedAt, updatedAt }: LineageRun): number {
  return startedAt ?? updatedAt;
}

function timeText(time: number): string {
  return new Date(time).toISOString().slice(0, 16).replace('T', ' ');
}

function hours(milliseconds: number): string {
  const value = milliseconds / 3_600_000;
  return value >= 1 ? `${Number(value.toPrecision(2))} hours` : `${Math.round(value * 60)} minutes`;
}
