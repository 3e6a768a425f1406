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

function mayBe(unknown: DatasetRecord, known: DatasetRecord): boolean {
  const scheme = known.namespace.split(':')[0];
  return unknown.namespace === 'sql' || unknown.namespace === scheme;
}

/** The one table with a known server whose name ends in this one's. */
function knownTable(unknown: DatasetRecord, tables: readonly DatasetRecord[]): DatasetRecord | undefined {
  const name = segments(unknown.name);
  const matching = tables.filter((each) => mayBe(unknown, each) && endsWith(segments(each.name), name));
  return matching.length === 1 ? matching[0] : undefined;
}

/** Datasets that the same activities touch as `dataset` does. */
function neighbours(recorder: Recorder, dataset: number): Set<number> {
  const accesses = [...recorder.accesses.values()];
  const own = accesses.filter((each) => each.dataset === dataset && each.activity.kind === 'query');
  const activities = new Set(own.map((each) => each.activity.key));
  return new Set(accesses.filter((each) => activities.has(each.activity.key)).map((each) => each.dataset));
}

/**
 * A script of SQL does not say on which server it runs. When one of its tables can only be a table that other code names
 * with its server, the two are one, and the script's other tables live beside it.
 */
export function joinTables(recorder: Recorder): void {
  const { datasets } = recorder;
  const tables = datasets.records.filter((record) => record.kind === 'table');
  const known = tables.filter(hasServer);
  for (const record of tables) {
    const match = hasServer(record) ? undefined : knownTable(record, known);
    if (!match) continue;
    const prefix = match.name.slice(0, match.name.length - record.name.length);
    const beside = neighbours(recorder, record.index);
    datasets.merge(record.index, match.index);
    for (const index of beside) {
      const other = datasets.records[index];
      const depth = other ? segments(other.name).length : 0;
      const alike = other && other.namespace === record.namespace && depth === segments(record.name).length;
      if (alike && index !== record.index) datasets.rename(index, match.namespace, `${prefix}${other.name}`);
    }
  }
}
