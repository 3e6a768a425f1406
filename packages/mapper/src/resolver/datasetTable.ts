import { canonicalKey, type DatasetKind } from '@driftline/contracts';
import type { DatasetRecord } from '../values/records.js';

const OBJECT_STORES = /^(s3|gs|abfss?|wasbs?|hdfs|dbfs|s3a|s3n|gcs|adl)\b/i;

/** What kind of data a namespace holds, unless the access says more. */
function kindOfNamespace(namespace: string): DatasetKind {
  if (namespace === 'file' || namespace.startsWith('file://')) return 'file';
  if (OBJECT_STORES.test(namespace)) return 'object';
  if (/^(https?|ftp|sftp)\b/.test(namespace)) return 'api';
  return namespace.startsWith('kafka') ? 'topic' : 'unknown';
}

/** Every dataset of the map, once per canonical key. */
export class DatasetTable {
  readonly records: DatasetRecord[] = [];
  private readonly byKey = new Map<string, number>();
  private readonly forwarded = new Map<number, number>();

  /** The index of a dataset. `owner` keeps names that are nothing but a hole apart from those of other activities. */
  intern(namespace: string, name: string, kind: DatasetKind | undefined, owner = ''): number {
    const key = `${canonicalKey(namespace, name)}${owner === '' ? '' : `|${owner}`}`;
    const known = this.byKey.get(key);
    if (known !== undefined) {
      const record = this.records[known];
      if (record) this.addSpelling(record, namespace, name, kind);
      return known;
    }
    const index = this.records.length;
    const kept = kind ?? kindOfNamespace(namespace);
    this.records.push({ index, namespace, name, kind: kept, key, aliases: new Set(), columns: new Set() });
    this.byKey.set(key, index);
    return index;
  }

  private addSpelling(
    record: DatasetRecord,
    namespace: string,
    name: string,
    kind: DatasetKind | undefined,
  ): void {
    if (record.namespace !== namespace || record.name !== name) record.aliases.add(spelling(namespace, name));
    if (kind !== undefined && (record.kind === 'unknown' || kind === 'model')) record.kind = kind;
  }

  addColumns(index: number, columns: Iterable<string>): void {
    for (const column of columns) this.records[this.resolve(index)]?.columns.add(column);
  }

  /** Makes one dataset another spelling of the other. */
  merge(from: number, into: number): void {
    const [source, target] = [this.records[from], this.records[into]];
    if (!source || !target || from === into) return;
    this.forwarded.set(from, into);
    target.aliases.add(spelling(source.namespace, source.name));
    for (const alias of source.aliases) target.aliases.add(alias);
    for (const column of source.columns) target.columns.add(column);
  }

  /** The dataset that stands for this one after merges. */
  resolve(index: number): number {
    let current = index;
    for (let next = this.forwarded.get(current); next !== undefined; next = this.forwarded.get(current))
      current = next;
    return current;
  }

  /** Moves a dataset to the namespace that it turns out to have; the one before was never a spelling. */
  settle(index: number, namespace: string): void {
    const record = this.records[index];
    if (!record || this.forwarded.has(index) || record.namespace === namespace) return;
    const owner = record.key.slice(canonicalKey(record.namespace, record.name).length);
    const key = `${canonicalKey(namespace, record.name)}${owner}`;
    const other = this.records[this.byKey.get(key) ?? -1];
    record.aliases = settled(record.aliases, record.namespace, namespace);
    record.namespace = namespace;
    record.key = key;
    if (!other) {
      this.byKey.set(key, index);
      return;
    }
    this.forwarded.set(index, this.resolve(other.index));
    for (const alias of record.aliases) other.aliases.add(alias);
    for (const column of record.columns) other.columns.add(column);
    if (record.name !== other.name) other.aliases.add(spelling(namespace, record.name));
  }

  /** Gives a dataset a better namespace and name; answers the one that stands for it. */
  rename(index: number, namespace: string, name: string): number {
    const record = this.records[index];
    const other = this.byKey.get(canonicalKey(namespace, name));
    if (!record) return index;
    if (other !== undefined && other !== index) {
      this.merge(index, other);
      return other;
    }
    record.aliases.add(spelling(record.namespace, record.name));
    record.namespace = namespace;
    record.name = name;
    record.key = canonicalKey(namespace, name);
    this.byKey.set(record.key, index);
    return index;
  }
}

function settled(aliases: ReadonlySet<string>, from: string, to: string): Set<string> {
  const moved = (alias: string): string =>
    alias.startsWith(`${from}/`) ? `${to}${alias.slice(from.length)}` : alias;
  return new Set([...aliases].map(moved));
}

function spelling(namespace: string, name: string): string {
  return namespace === 'file' ? name : `${namespace}/${name}`;
}
