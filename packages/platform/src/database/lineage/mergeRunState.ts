import type { RunState } from '@driftline/contracts';
import type { RunMergeState } from './lineageState.js';

/** A run that has ended stays ended, however late its first events come. */
const RANK: Record<RunState, number> = { OTHER: 0, START: 1, RUNNING: 2, COMPLETE: 3, ABORT: 4, FAIL: 5 };

function isTerminal(state: RunState): boolean {
  return RANK[state] >= RANK.COMPLETE;
}

function supersedes(state: RunState, at: number, run: RunMergeState): boolean {
  if (isTerminal(state) !== isTerminal(run.state)) return isTerminal(state);
  if (at !== run.stateAt) return at > run.stateAt;
  return RANK[state] > RANK[run.state];
}

/** Takes an event of a run at time `at` (epoch milliseconds) into its state and times, in any order of arrival. */
export function mergeRunState(run: RunMergeState, state: RunState, at: number): void {
  run.startedAt = Math.min(run.startedAt, at);
  run.lastEventAt = Math.max(run.lastEventAt, at);
  if (!supersedes(state, at, run)) return;
  run.state = state;
  run.stateAt = at;
  run.endedAt = isTerminal(state) ? at : null;
}
