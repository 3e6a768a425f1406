import { canonicalKey, datasetOfUri } from '@driftline/contracts';
import type { DatasetRecord } from '../values/records.js';
import { weaker } from '../values/text.js';
import type { Recorder } from './recorder.js';

const LEAST_SEGMENTS = 2;

function live({ datasets }: Recorder): DatasetRecord[] {
  return datasets.records.filter(({ index }) => datasets.resolve(index) === index);
}

/** Datasets that another repository knows by one of its other spellings. */
function joinAliases(recorder: Recorder): void {
  const { datasets } = recorder;
  const byKey = new Map(live(recorder).map((record) => [record.key, record]));
  for (const record of live(recorder)) {
    for (const alias of record.aliases) {
      if (!alias.includes('://')) continue;
      const { namespace, name } = datasetOfUri(alias);
      const other = byKey.get(canonicalKey(namespace, name));
      if (!other || datasets.resolve(other.index) === datasets.resolve(record.index)) continue;
      datasets.merge(datasets.resolve(other.index), datasets.resolve(record.index));
    }
  }
}

function segmentsOf({ namespace, name }: DatasetRecord): string[] {
  const [scheme = '', bucket] = namespace.split('://');
  const path = canonicalKey(namespace, name).split('|')[1] ?? name;
  const parts = path.split(/[./]/).filter(Boolean);
  return bucket === undefined ? [scheme, ...parts] : [scheme, bucket, ...parts];
}

/** Whether the one is the other less its first parts; parts that nothing named stand for any. */
function isSuffix(short: readonly string[], long: readonly string[]): boolean {
  const [scheme, ...parts] = short;
  if (scheme !== long[0] || short.length > long.length) return false;
  const known = parts.findIndex((part) => !part.includes('{'));
  const suffix = known < 0 ? [] : parts.slice(known);
  if (suffix.length < LEAST_SEGMENTS || suffix.some((part) => part.includes('{'))) return false;
  if (known === 0 && short.length === long.length) return false;
  return suffix.every((part, index) => part === long[long.length - suffix.length + index]);
}

function lower(recorder: Recorder, dataset: number): void {
  for (const access of recorder.accesses.values())
    if (access.dataset === dataset) access.confidence = weaker(access.confidence, 'inferred');
}

/** A name that is the end of exactly one other dataset's name is taken for it: inferred, never exact. */
function joinSuffixes(recorder: Recorder): void {
  const { datasets } = recorder;
  const tables = live(recorder)
    .filter(({ namespace }) => namespace !== 'file')
    .map((record) => ({ record, segments: segmentsOf(record) }));
  const byEnd = new Map<string, typeof tables>();
  for (const each of tables) {
    const end = each.segments.at(-1) ?? '';
    byEnd.set(end, [...(byEnd.get(end) ?? []), each]);
  }
  for (const { record, segments } of tables) {
    const whole = (byEnd.get(segments.at(-1) ?? '') ?? []).filter(
      (each) => each.record !== record && isSuffix(segments, each.segments),
    );
    const [only] = whole;
    if (!only || whole.length > 1) continue;
    lower(recorder, record.index);
    datasets.merge(record.index, datasets.resolve(only.record.index));
  }
}

/** Joins the datasets of several repositories that are one under different spellings. */
export function joinAcross(recorder: Recorder): void {
  joinAliases(recorder);
  joinSuffixes(recorder);
}
