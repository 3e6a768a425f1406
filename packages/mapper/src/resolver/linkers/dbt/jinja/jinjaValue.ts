/** What a template computes with. `undefined` is Jinja's undefined; what cannot be known is an `Unknown`. */
export type JinjaValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | JinjaValue[]
  | Map<string, JinjaValue>
  | JinjaFunction
  | JinjaObject
  | Unknown;

export interface CallArguments {
  positional: JinjaValue[];
  named: Map<string, JinjaValue>;
  /** The body of a call block. */
  caller?: JinjaFunction;
}

export interface JinjaFunction {
  (given: CallArguments): JinjaValue;
  /** A few functions also have members, as `config.get`. */
  members?: Readonly<Record<string, JinjaFunction>>;
}

/** A value of the tool that runs the template: it has members and a text of its own. */
export interface JinjaObject {
  readonly kind: 'object';
  member(name: string): JinjaValue;
  text(): string;
}

/** A value that only running the template would tell; `hint` names it. */
export class Unknown {
  constructor(readonly hint: string) {}
}

export function isObject(value: JinjaValue): value is JinjaObject {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'object';
}

/** How a value prints; what is not known prints as a hole. */
export function textOf(value: JinjaValue): string {
  if (value === null) return 'None';
  if (value === undefined || typeof value === 'function') return '';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (value instanceof Unknown) return `{${value.hint}}`;
  if (Array.isArray(value)) return `[${value.map(quoted).join(', ')}]`;
  if (value instanceof Map)
    return `{${[...value].map(([key, each]) => `'${key}': ${quoted(each)}`).join(', ')}}`;
  return isObject(value) ? value.text() : String(value);
}

function quoted(value: JinjaValue): string {
  return typeof value === 'string' ? `'${value}'` : textOf(value);
}

/** Whether a value counts as true; undefined when that is not known. */
export function truthOf(value: JinjaValue): boolean | undefined {
  if (value instanceof Unknown) return undefined;
  if (Array.isArray(value)) return value.length > 0;
  if (value instanceof Map) return value.size > 0;
  return Boolean(value);
}

/** A list of the items that a loop goes over; undefined when they are not known. */
export function itemsOf(value: JinjaValue): JinjaValue[] | undefined {
  if (value instanceof Unknown) return undefined;
  if (Array.isArray(value)) return value;
  if (value instanceof Map) return [...value.keys()];
  if (typeof value === 'string') return [...value];
  return isObject(value) ? undefined : [];
}

/** The argument at a position or under a name. */
export function argumentOf(given: CallArguments, position: number, name: string): JinjaValue {
  return given.named.has(name) ? given.named.get(name) : given.positional[position];
}

/** A value out of a configuration file. */
export function fromConfig(value: unknown): JinjaValue {
  if (Array.isArray(value)) return value.map(fromConfig);
  if (typeof value === 'object' && value !== null)
    return new Map(Object.entries(value).map(([key, each]) => [key, fromConfig(each)]));
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return value === null ? null : undefined;
}
