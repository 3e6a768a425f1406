import type { DatasetRecord } from '../../../values/records.js';
import type { DatasetTable } from '../../datasetTable.js';

function lastPart(name: string): string {
  return name.toLowerCase().split('/').at(-1) ?? '';
}

/** Whether the longer name ends in all parts of the shorter. */
function endsIn(longer: string, shorter: string): boolean {
  return `/${longer.toLowerCase()}`.endsWith(`/${shorter.toLowerCase()}`);
}

/** A table without its cluster or database is the only one of that name which other code names in full. */
export function joinKustoTables(datasets: DatasetTable): void {
  const kusto = datasets.records.filter(({ namespace }) => /^(azure)?kusto\b/.test(namespace));
  const byLast = new Map<string, DatasetRecord[]>();
  for (const record of kusto.filter(({ namespace, name }) => namespace !== 'kusto' || name.includes('/')))
    byLast.set(lastPart(record.name), [...(byLast.get(lastPart(record.name)) ?? []), record]);
  for (const record of kusto.filter(({ namespace }) => namespace === 'kusto')) {
    const fuller = (byLast.get(lastPart(record.name)) ?? []).filter(
      (other) =>
        other !== record &&
        endsIn(other.name, record.name) &&
        (other.namespace !== 'kusto' || other.name.length > record.name.length),
    );
    const targets = new Set(fuller.map(({ index }) => datasets.resolve(index)));
    const [only] = targets;
    if (targets.size === 1 && only !== undefined) datasets.merge(record.index, only);
  }
}
