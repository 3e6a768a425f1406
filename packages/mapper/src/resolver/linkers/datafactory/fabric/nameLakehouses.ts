import type { DatasetRecord } from '../../../../values/records.js';
import type { LinkContext } from '../../linker.js';
import type { Factory } from '../factory.js';
import { textAt } from '../json.js';

const ONE_LAKE = /^abfss:\/\/[^@]+@onelake\.dfs\.fabric\.microsoft\.com$/i;
const IN_LAKE = /^(?:\/?lakehouse\/default\/)?((?:Files|Tables)\/.*)$/;

/** The lakehouse that a notebook's unqualified tables and relative paths are in. */
function defaultLakehouses({ facts }: LinkContext): ReadonlyMap<string, string> {
  const lakes = new Map<string, string>();
  for (const [path, { artefacts }] of facts) {
    for (const { type, body } of artefacts ?? []) {
      const name = textAt(body, 'dependencies', 'lakehouse', 'default_lakehouse_name');
      if (type === 'fabric-notebook' && name !== undefined) lakes.set(path, name);
    }
  }
  return lakes;
}

/** What OneLake's address of an item says: the item by name or by id, and the path in it. */
function inOneLake(
  factory: Factory,
  { namespace, name }: DatasetRecord,
): [lake: string, path: string] | undefined {
  if (!ONE_LAKE.test(namespace)) return undefined;
  const [item = '', ...rest] = name.split('/');
  const lake = factory.items.get(item)?.name ?? /^(.*)\.Lakehouse$/i.exec(item)?.[1];
  return lake === undefined ? undefined : [lake, rest.join('/')];
}

/** A table or path as a notebook spells it, seen from its default lakehouse. */
function inDefault(
  { namespace, name }: DatasetRecord,
  lake: string,
): [lake: string, path: string] | undefined {
  if (namespace === 'file') {
    const path = IN_LAKE.exec(name)?.[1];
    return path === undefined ? undefined : [lake, path];
  }
  if (namespace !== 'hive') return undefined;
  const parts = name.split('.');
  if (parts.length === 1) return [lake, `Tables/${name}`];
  return parts.length === 2 ? [parts[0] ?? lake, `Tables/${parts[1]}`] : undefined;
}

/** The only default lakehouse of all notebooks that touch a dataset. */
function lakeOf(paths: ReadonlySet<string>, lakes: ReadonlyMap<string, string>): string | undefined {
  const found = new Set([...paths].map((path) => lakes.get(path)));
  const [only] = found;
  return found.size === 1 ? only : undefined;
}

/** Gives what lies in lakehouses one name, however notebooks, pipelines and addresses spell it: `fabric://{lakehouse}`. */
export function nameLakehouses(context: LinkContext, factory: Factory): void {
  const { accesses, datasets } = context.recorder;
  const lakes = defaultLakehouses(context);
  const touching = new Map<number, Set<string>>();
  for (const { dataset, activity } of accesses.values()) {
    const index = datasets.resolve(dataset);
    touching.set(index, (touching.get(index) ?? new Set()).add(activity.path));
  }
  for (const record of [...datasets.records]) {
    if (datasets.resolve(record.index) !== record.index) continue;
    const lake = lakeOf(touching.get(record.index) ?? new Set(), lakes);
    const place = inOneLake(factory, record) ?? (lake === undefined ? undefined : inDefault(record, lake));
    if (place) datasets.rename(record.index, `fabric://${place[0]}`, place[1]);
  }
}
