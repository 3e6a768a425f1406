import type { Facts } from '../facts/facts.js';
import type { ActivityRecord, StartRecord } from '../values/records.js';
import type { Activities } from './activities.js';
import { type PipelineRun, runOfStart, runsOfStep } from './pipelineRuns.js';
import type { Run } from './recordingMachine.js';
import type { RepositoryPaths } from './repositoryPaths.js';

const MAXIMUM_RUNS = 16;

/** One way of running a script: its words and environment, as one activity. */
export interface Way {
  spelling: string;
  activity: ActivityRecord;
}

/** Which scripts run how. Interpretation may find more scripts that code starts: the plan is then made anew. */
export interface RunPlan {
  runs: PipelineRun[];
  activityOfRun: Map<PipelineRun, ActivityRecord>;
  startOfRun: Map<PipelineRun, StartRecord>;
  /** Ways of every script that something runs; the first is the script's own activity. */
  ways: Map<string, Way[]>;
  runOfActivity: Map<string, Run>;
}

function findRuns(
  facts: ReadonlyMap<string, Facts>,
  paths: RepositoryPaths,
  starts: Iterable<StartRecord>,
  plan: RunPlan,
): void {
  for (const [path, { pipelines }] of facts) {
    for (const { steps } of pipelines ?? []) {
      for (const step of steps) plan.runs.push(...runsOfStep(paths, path, step));
    }
  }
  for (const start of starts) {
    const run = runOfStart(paths, start);
    if (!run) continue;
    plan.runs.push(run);
    plan.startOfRun.set(run, start);
  }
}

function activityOfWay(activities: Activities, run: PipelineRun, position: number): ActivityRecord {
  const own = activities.ofFile(run.script);
  if (position === 0) return own;
  const name = `${own.name} (${run.name})`;
  return activities.declare({ ...own, key: `${own.key}#${position}`, name });
}

/** The first way of running a script is the script's own activity; each different further way is one more. */
export function planRuns(
  facts: ReadonlyMap<string, Facts>,
  paths: RepositoryPaths,
  starts: Iterable<StartRecord>,
  activities: Activities,
): RunPlan {
  const plan: RunPlan = {
    runs: [],
    activityOfRun: new Map(),
    startOfRun: new Map(),
    ways: new Map(),
    runOfActivity: new Map(),
  };
  findRuns(facts, paths, starts, plan);
  for (const run of plan.runs) {
    const spelling = JSON.stringify([run.words, run.environment]);
    const ways = plan.ways.get(run.script) ?? [];
    plan.ways.set(run.script, ways);
    const known = ways.find((way) => way.spelling === spelling);
    const position = Math.min(ways.length, MAXIMUM_RUNS - 1);
    const activity = known?.activity ?? activityOfWay(activities, run, position);
    plan.activityOfRun.set(run, activity);
    if (known || ways.length === MAXIMUM_RUNS) continue;
    ways.push({ spelling, activity });
    const environment = new Map(Object.entries(run.environment));
    plan.runOfActivity.set(activity.key, { words: run.words, environment });
  }
  return plan;
}

/** Scripts whose ways of running differ between two plans. */
export function changedScripts(before: RunPlan, after: RunPlan): string[] {
  const spell = (plan: RunPlan, script: string): string =>
    JSON.stringify(plan.ways.get(script)?.map((way) => way.spelling));
  const scripts = new Set([...before.ways.keys(), ...after.ways.keys()]);
  return [...scripts].filter((script) => spell(before, script) !== spell(after, script));
}
