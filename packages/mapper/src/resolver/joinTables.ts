import { UNKNOWN_SPACE } from '../libraries/tableSpace.js';
import type { DatasetRecord } from '../values/records.js';
import type { Recorder } from './recorder.js';

function segments(name: string): string[] {
  return name.toLowerCase().split('.');
}

function endsWith(longer: readonly string[], shorter: readonly string[]): boolean {
  return shorter.every((part, index) => longer[longer.length - shorter.length + index] === part);
}

function hasServer(record: DatasetRecord): boolean {
  return record.namespace.includes('://');
}

function isUnknown(record: DatasetRecord): boolean {
  return record.namespace === UNKNOWN_SPACE.namespace;
}

function mayBe(unknown: DatasetRecord, known: DatasetRecord): boolean {
  return isUnknown(unknown) || unknown.namespace === known.namespace.split(':')[0];
}

/** Tables by the last part of their name, so that only those that can be the same are compared. */
class TableIndex {
  private readonly byLast = new Map<string, DatasetRecord[]>();

  constructor(tables: readonly DatasetRecord[]) {
    for (const table of tables) {
      const last = segments(table.name).at(-1) ?? '';
      this.byLast.set(last, [...(this.byLast.get(last) ?? []), table]);
    }
  }

  /** The only other table that this one can be. */
  only(record: DatasetRecord, fits: (other: DatasetRecord) => boolean): DatasetRecord | undefined {
    const name = segments(record.name);
    const alike = this.byLast.get(name.at(-1) ?? '') ?? [];
    const matching = alike.filter(
      (each) => each !== record && mayBe(record, each) && endsWith(segments(each.name), name) && fits(each),
    );
    return matching.length === 1 ? matching[0] : undefined;
  }
}

/** Which datasets each query touches, and the other way round. */
class Neighbours {
  private readonly ofActivity = new Map<string, Set<number>>();
  private readonly ofDataset = new Map<number, Set<string>>();

  constructor(recorder: Recorder) {
    for (const { activity, dataset } of recorder.accesses.values()) {
      const datasets = this.ofActivity.get(activity.key) ?? new Set();
      this.ofActivity.set(activity.key, datasets.add(dataset));
      if (activity.kind !== 'query') continue;
      const activities = this.ofDataset.get(dataset) ?? new Set();
      this.ofDataset.set(dataset, activities.add(activity.key));
    }
  }

  /** Datasets that the same queries touch. */
  of(dataset: number): Set<number> {
    const activities = [...(this.ofDataset.get(dataset) ?? [])];
    return new Set(activities.flatMap((activity) => [...(this.ofActivity.get(activity) ?? [])]));
  }
}

/**
 * A script of SQL does not say on which server it runs. When one of its tables can only be a table that other code names
 * with its server, the two are one, and the script's other tables live beside it.
 */
function joinServers(recorder: Recorder, tables: readonly DatasetRecord[]): void {
  const { datasets } = recorder;
  const known = new TableIndex(tables.filter(hasServer));
  const neighbours = new Neighbours(recorder);
  for (const record of tables) {
    if (hasServer(record) || datasets.resolve(record.index) !== record.index) continue;
    const match = known.only(record, () => true);
    if (!match) continue;
    const prefix = match.name.slice(0, match.name.length - record.name.length);
    const beside = neighbours.of(record.index);
    const { namespace, name } = record;
    datasets.merge(record.index, match.index);
    for (const index of beside) {
      const other = datasets.records[index];
      const depth = other ? segments(other.name).length : 0;
      const alike = other && other.namespace === namespace && depth === segments(name).length;
      const free = datasets.resolve(index) === index;
      if (alike && free && index !== record.index)
        datasets.rename(index, match.namespace, `${prefix}${other.name}`);
    }
  }
}

/** Names without a project or without a dialect, where only one fuller name fits: `raw.users` is `shop.raw.users`. */
function joinPartialNames(recorder: Recorder, tables: readonly DatasetRecord[]): void {
  const { datasets } = recorder;
  const free = tables.filter((each) => !hasServer(each) && datasets.resolve(each.index) === each.index);
  const index = new TableIndex(free);
  for (const record of free) {
    const depth = segments(record.name).length;
    const match = index.only(record, (other) => {
      const deeper = depth > 1 && segments(other.name).length > depth;
      return deeper || (isUnknown(record) && !isUnknown(other) && segments(other.name).length === depth);
    });
    if (match) datasets.merge(record.index, datasets.resolve(match.index));
  }
}

/** Makes one what can only be one: tables that are named with and without their server, project or dialect. */
export function joinTables(recorder: Recorder): void {
  const { datasets } = recorder;
  const tables = datasets.records.filter(
    (record) => record.kind === 'table' && datasets.resolve(record.index) === record.index,
  );
  joinServers(recorder, tables);
  joinPartialNames(recorder, tables);
}
