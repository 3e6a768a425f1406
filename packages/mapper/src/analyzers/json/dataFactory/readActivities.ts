import type { ConfigValue } from '../../../facts/configValue.js';
import type { JsonLines } from '../jsonLines.js';

type JsonObject = { [key: string]: ConfigValue };
type Keys = readonly (string | number)[];

/** Members of an activity whose lines are evidence. */
const PLACES: readonly Keys[] = [
  ['inputs', 0],
  ['outputs', 0],
  ['typeProperties', 'source'],
  ['typeProperties', 'sink'],
  ['typeProperties', 'dataset'],
  ['typeProperties', 'storedProcedureName'],
  ['typeProperties', 'notebookPath'],
  ['typeProperties', 'notebook'],
  ['typeProperties', 'pythonFile'],
  ['typeProperties', 'scriptPath'],
  ['typeProperties', 'sparkJob'],
  ['typeProperties', 'url'],
  ['typeProperties', 'command'],
];
/** Members of a source or sink that hold a query. */
const QUERY = /^(query|\w*ReaderQuery|preCopyScript)$/;
const BRANCHES = ['activities', 'ifTrueActivities', 'ifFalseActivities', 'defaultActivities'];

function isObject(value: ConfigValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The named part of an object, wherever the keys lead. */
function has(value: ConfigValue, keys: Keys): boolean {
  let current: ConfigValue | undefined = value;
  for (const key of keys) {
    if (Array.isArray(current) && typeof key === 'number') current = current[key];
    else if (isObject(current) && typeof key === 'string' && Object.hasOwn(current, key))
      current = current[key];
    else return false;
  }
  return current !== undefined;
}

function placesOf(activity: JsonObject, keys: Keys, lines: JsonLines): JsonObject {
  const places: JsonObject = {};
  for (const place of PLACES)
    if (has(activity, place)) places[place.join('.')] = lines.lineOf(...keys, ...place);
  for (const side of ['source', 'sink']) {
    const end = isObject(activity.typeProperties) ? activity.typeProperties[side] : undefined;
    for (const key of isObject(end) ? Object.keys(end).filter((each) => QUERY.test(each)) : [])
      places[`${side}.${key}`] = lines.lineOf(...keys, 'typeProperties', side, key);
  }
  const scripts = isObject(activity.typeProperties) ? activity.typeProperties.scripts : undefined;
  for (const index of Array.isArray(scripts) ? scripts.keys() : [])
    places[`scripts.${index}`] = lines.lineOf(...keys, 'typeProperties', 'scripts', index, 'text');
  return places;
}

/** Activities inside of a loop, a condition or a switch, with the keys that lead to them. */
function nestedIn(activity: JsonObject): [list: ConfigValue, keys: Keys][] {
  const { typeProperties } = activity;
  if (!isObject(typeProperties)) return [];
  const branches = BRANCHES.map((name): [ConfigValue, Keys] => [
    typeProperties[name] ?? null,
    ['typeProperties', name],
  ]);
  const cases = Array.isArray(typeProperties.cases) ? typeProperties.cases : [];
  const ofCases = cases.map((each, index): [ConfigValue, Keys] => [
    isObject(each) ? (each.activities ?? null) : null,
    ['typeProperties', 'cases', index, 'activities'],
  ]);
  return [...branches, ...ofCases].filter(([list]) => Array.isArray(list));
}

function withoutNested(activity: JsonObject): JsonObject {
  if (!isObject(activity.typeProperties)) return activity;
  const kept = Object.entries(activity.typeProperties).filter(
    ([key]) => ![...BRANCHES, 'cases'].includes(key),
  );
  return { ...activity, typeProperties: Object.fromEntries(kept) };
}

/** A pipeline's activities one after another, each with its lines and with what the loops around it run over. */
export function readActivities(
  list: ConfigValue | undefined,
  keys: Keys,
  lines: JsonLines,
  loops: ConfigValue[] = [],
): JsonObject[] {
  if (!Array.isArray(list) || keys.length > 40) return [];
  return list.flatMap((activity, index): JsonObject[] => {
    if (!isObject(activity)) return [];
    const own = [...keys, index];
    const looping = activity.type === 'ForEach' && isObject(activity.typeProperties);
    const items =
      looping && isObject(activity.typeProperties) ? (activity.typeProperties.items ?? null) : undefined;
    const inner = items === undefined ? loops : [...loops, items];
    const nested = nestedIn(activity).flatMap(([each, path]) =>
      readActivities(each, [...own, ...path], lines, inner),
    );
    const plain: JsonObject = {
      activity: withoutNested(activity),
      loops,
      line: lines.lineOf(...own, 'name'),
      endLine: lines.endLineOf(...own),
      places: placesOf(activity, own, lines),
    };
    return [plain, ...nested];
  });
}
