import type { ConfigValue } from '../../../../facts/configValue.js';
import { derived, hole, type Known, spelled } from './known.js';

type Compute = (...values: ConfigValue[]) => ConfigValue | undefined;

function textOf(value: ConfigValue | undefined): string {
  return spelled(value ?? null);
}

function asList(value: ConfigValue | undefined): ConfigValue[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

function parsed(value: ConfigValue | undefined): ConfigValue | undefined {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

/** Functions whose result follows from constants. */
const COMPUTE: Readonly<Record<string, Compute>> = {
  concat: (...values) => values.map(textOf).join(''),
  tolower: (value) => textOf(value).toLowerCase(),
  toupper: (value) => textOf(value).toUpperCase(),
  trim: (value) => textOf(value).trim(),
  replace: (value, from, to) => textOf(value).replaceAll(textOf(from), textOf(to)),
  substring: (value, from, length) =>
    textOf(value).substr(Number(from), length === undefined ? undefined : Number(length)),
  split: (value, separator) => textOf(value).split(textOf(separator)),
  join: (list, separator) => asList(list)?.map(textOf).join(textOf(separator)),
  string: (value) => textOf(value),
  int: (value) => Number(value),
  json: (value) => parsed(value),
  array: (value) => [value ?? null],
  createarray: (...values) => values,
  union: (...lists) => lists.flatMap((list) => asList(list) ?? []),
  first: (list) => asList(list)?.[0] ?? textOf(list).slice(0, 1),
  last: (list) => asList(list)?.at(-1) ?? textOf(list).slice(-1),
  uricomponent: (value) => encodeURIComponent(textOf(value)),
  decodeuricomponent: (value) => textOf(value),
  coalesce: (...values) => values.find((each) => each !== null),
  length: (value) => (asList(value) ?? textOf(value)).length,
  format: (pattern, ...values) =>
    textOf(pattern).replace(/\{(\d+)\}/g, (_all, index) => textOf(values[Number(index)])),
};

const DATES =
  /^(utcnow|formatdatetime|adddays|addhours|addminutes|addseconds|addtotime|subtractfromtime|startofday|startofhour|startofmonth|convertfromutc|converttimezone|getpasttime|getfuturetime|ticks|dayofmonth|dayofweek|dayofyear)$/;

/** A date as the run will spell it: each part of the format becomes a hole, separators stay. */
function dateHole(args: readonly Known[]): Known {
  const format = args
    .map(({ value }) => value)
    .findLast((value) => typeof value === 'string' && /^[yMdHhms\W]+$/.test(value));
  const spelling =
    typeof format === 'string' ? format.replaceAll("'", '').replace(/[yMdHhms]+/g, '{$&}') : '{date}';
  return { value: spelling, confidence: 'possible', why: 'the date of the run' };
}

/** Applies a function to one combination of its arguments. */
export function applyFunction(name: string, args: readonly Known[]): Known {
  const lower = name.toLowerCase();
  if (DATES.test(lower)) return dateHole(args);
  if (lower === 'guid' || lower === 'rand' || lower === 'newguid') return hole(lower, 'differs in every run');
  const compute = Object.hasOwn(COMPUTE, lower) ? COMPUTE[lower] : undefined;
  const open = args.some(({ why }) => why !== undefined);
  const usable =
    !open || /^(concat|tolower|toupper|trim|string|coalesce|createarray|union|uricomponent)$/.test(lower);
  const value = compute && usable ? compute(...args.map((each) => each.value)) : undefined;
  if (value !== undefined) return derived(value, args);
  return hole(
    name,
    args.find(({ why }) => why !== undefined)?.why ?? `the function ${name} is not evaluated`,
  );
}
