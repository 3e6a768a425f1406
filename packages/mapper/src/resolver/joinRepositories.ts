import type { Facts } from '../facts/facts.js';
import { type Flow, NO_FLOW, originOf, splitOrigin } from '../values/flow.js';
import type { ActivityRecord, Place } from '../values/records.js';
import { joinAcross } from './joinAcross.js';
import { joinServed } from './joinServed.js';
import { joinTables } from './joinTables.js';
import type { PipelineRun } from './pipelineRuns.js';
import { Recorder } from './recorder.js';
import { RepositoryPaths } from './repositoryPaths.js';
import type { Resolution } from './resolveRepository.js';

/** One repository of several, and the name that its paths are put under. */
export interface NamedResolution {
  name: string;
  resolution: Resolution;
}

/** Moves what one resolution found under the name of its repository, into a recorder that several share. */
class Mover {
  private readonly activities = new Map<string, ActivityRecord>();
  private readonly indices = new Map<number, number>();

  constructor(
    private readonly name: string,
    private readonly from: Recorder,
    private readonly into: Recorder,
  ) {}

  path(path: string): string {
    return `${this.name}/${path}`;
  }

  activity(record: ActivityRecord): ActivityRecord {
    const known = this.activities.get(record.key);
    if (known) return known;
    const { key, name, path } = record;
    const shown = name.startsWith(path) ? this.path(name) : name;
    const moved = { ...record, key: this.path(key), name: shown, path: this.path(path) };
    this.activities.set(key, moved);
    return moved;
  }

  private place({ path, at }: Place): Place {
    return { path: this.path(path), at };
  }

  /** A path inside of a repository is nobody else's; whatever lies elsewhere may be anybody's. */
  private dataset(index: number): number {
    const resolved = this.from.datasets.resolve(index);
    const known = this.indices.get(resolved);
    if (known !== undefined) return known;
    const record = this.from.datasets.records[resolved];
    if (!record) return index;
    const { namespace, name, kind, aliases, columns } = record;
    const isOwn = namespace === 'file' && !/^([/~]|[A-Za-z]:)/.test(name);
    const isHole = /^\{[^{}]*\}$/.test(name);
    const { datasets } = this.into;
    const shown = isOwn ? this.path(name) : name;
    const moved = datasets.intern(namespace, shown, kind, isHole ? `${this.name}|${record.key}` : '');
    for (const alias of aliases) datasets.records[moved]?.aliases.add(alias);
    datasets.addColumns(moved, columns);
    this.indices.set(resolved, moved);
    return moved;
  }

  private origins(origins: ReadonlySet<string>): Set<string> {
    const moved = [...origins].map((origin) => {
      const { dataset, column } = splitOrigin(origin);
      return originOf(this.dataset(dataset), column);
    });
    return new Set(moved);
  }

  private flow(flow: Flow): Flow {
    if (flow === NO_FLOW) return flow;
    const columns = new Map([...flow.columns].map(([name, origins]) => [name, this.origins(origins)]));
    return { columns, rest: this.origins(flow.rest), rows: this.origins(flow.rows) };
  }

  move(): void {
    const { from, into } = this;
    for (const [key, access] of from.accesses) {
      const { activity, dataset, place, flow } = access;
      into.accesses.set(this.path(key), {
        ...access,
        activity: this.activity(activity),
        dataset: this.dataset(dataset),
        place: this.place(place),
        flow: this.flow(flow),
      });
    }
    this.moveModels();
    this.moveGraphs();
    for (const [path, error] of from.failures) into.failures.set(this.path(path), error);
    for (const [key, record] of from.unresolvedAccesses)
      into.unresolvedAccesses.set(this.path(key), { ...record, place: this.place(record.place) });
  }

  /** Models keep their identity: artefacts that hold them name them. */
  private moveModels(): void {
    const { from, into } = this;
    for (const [key, model] of from.models) {
      model.place = this.place(model.place);
      model.trainings = model.trainings.map(({ activity, features, labels }) => ({
        activity: this.activity(activity),
        features: this.flow(features),
        labels: this.flow(labels),
      }));
      model.servedBy = model.servedBy.map(({ activity, place }) => ({
        activity: this.activity(activity),
        place: this.place(place),
      }));
      into.models.set(this.path(key), model);
    }
    for (const [dataset, models] of from.saved) into.save(this.dataset(dataset), models);
    for (const { flow, activity, place } of from.served)
      into.served.push({
        flow: this.flow(flow),
        activity: this.activity(activity),
        place: this.place(place),
      });
  }

  private moveGraphs(): void {
    const { from, into } = this;
    for (const [key, { activities, path, ...graph }] of from.graphs) {
      const moved = new Set([...activities].map((activity) => this.activity(activity)));
      into.graphs.set(this.path(key), { ...graph, path: this.path(path), activities: moved });
    }
    for (const run of from.runs.values())
      into.run({
        ...run,
        from: this.activity(run.from),
        to: this.activity(run.to),
        place: this.place(run.place),
      });
  }
}

/** Several repositories as one: what one writes and another reads is the same data, local files are each one's own. */
export function joinRepositories(all: readonly NamedResolution[]): Resolution {
  const recorder = new Recorder(new RepositoryPaths([]), { read: (): Facts => ({}) });
  const facts = new Map<string, Facts>();
  const activityOfRun = new Map<PipelineRun, ActivityRecord>();
  const runs: PipelineRun[] = [];
  for (const { name, resolution } of all) {
    const mover = new Mover(name, resolution.recorder, recorder);
    mover.move();
    for (const [path, each] of resolution.facts) facts.set(mover.path(path), each);
    for (const run of resolution.runs) runs.push(run);
    for (const [run, activity] of resolution.activityOfRun) activityOfRun.set(run, mover.activity(activity));
  }
  joinTables(recorder);
  joinAcross(recorder);
  joinServed(recorder);
  return { recorder, runs, activityOfRun, facts };
}
