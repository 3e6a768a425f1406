import type { ConfigValue } from '../../facts/configValue.js';

type JsonObject = { [key: string]: ConfigValue };
type Keys = readonly (string | number)[];

/** A query that stands in a JSON or YAML value. */
export interface HeldQuery {
  /** Where the text stands. */
  keys: Keys;
  name: string;
  text: string;
  /** The name under which the query is called as a function. */
  functionName?: string;
}

const MAXIMUM_DEPTH = 40;
const RULE = [
  'queryFrequency',
  'tactics',
  'requiredDataConnectors',
  'functionAlias',
  'triggerOperator',
  'evaluationFrequency',
];

function isObject(value: ConfigValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Items of workbooks, rules of Sentinel and Azure Monitor, saved searches. */
function isHeld(object: JsonObject): boolean {
  const { version } = object;
  return (typeof version === 'string' && version.startsWith('KqlItem/')) || RULE.some((key) => key in object);
}

function textOf(value: ConfigValue | undefined): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** Every query of KQL that a value holds, with the way to it. */
export function kqlQueriesIn(value: ConfigValue, name: string, keys: Keys = []): HeldQuery[] {
  if (keys.length > MAXIMUM_DEPTH) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => kqlQueriesIn(item, name, [...keys, index]));
  if (!isObject(value)) return [];
  const own = textOf(value.title) ?? textOf(value.displayName) ?? textOf(value.name) ?? name;
  const text = isHeld(value) ? textOf(value.query) : undefined;
  const parser = textOf(value.ParserQuery) ?? textOf(value.FunctionQuery);
  const alias =
    textOf(value.functionAlias) ??
    textOf(value.FunctionAlias) ??
    textOf(value.ParserName) ??
    textOf(value.EquivalentBuiltInParser);
  const found: HeldQuery[] = [];
  if (text !== undefined)
    found.push({ keys: [...keys, 'query'], name: own, text, ...(alias ? { functionName: alias } : {}) });
  else if (parser !== undefined)
    found.push({
      keys: [...keys, value.ParserQuery === parser ? 'ParserQuery' : 'FunctionQuery'],
      name: alias ?? own,
      text: parser,
      ...(alias ? { functionName: alias } : {}),
    });
  const inner = Object.entries(value).flatMap(([key, each]) =>
    typeof each === 'object' ? kqlQueriesIn(each, own, [...keys, key]) : [],
  );
  return [...found, ...inner];
}
