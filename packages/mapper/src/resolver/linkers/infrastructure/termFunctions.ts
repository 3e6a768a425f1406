import type { ConfigValue } from '../../../facts/configValue.js';
import { fieldsOf, listOf, textsOf } from './configValues.js';

type Apply = (args: readonly ConfigValue[]) => ConfigValue | undefined;

function text(value: ConfigValue | undefined): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function isKnown(value: ConfigValue | undefined): boolean {
  return value !== undefined && value !== null && !(typeof value === 'string' && /^\{[^{}]*\}$/.test(value));
}

/** `%s` of Terraform and `{0}` of Bicep. */
const format: Apply = ([pattern, ...values]) => {
  let next = 0;
  return text(pattern)
    .replace(/%[-+0-9.]*[sdvq]/g, () => {
      next += 1;
      return text(values[next - 1]);
    })
    .replace(/\{(\d+)\}/g, (_all, index: string) => text(values[Number(index)]));
};

const replace: Apply = ([value, from, to]) => {
  const pattern = text(from);
  if (pattern === '') return text(value);
  return pattern.length > 2 && pattern.startsWith('/') && pattern.endsWith('/')
    ? text(value)
    : text(value).replaceAll(pattern, text(to));
};

const same: Apply = ([value]) => value;
const known: Apply = (args) => args.find(isKnown) ?? args.at(-1);
const folder: Apply = ([path]) => text(path).replace(/\/?[^/]*$/, '') || '.';

/** Functions of Terraform and Bicep that make names and paths; others make something unknown. */
export const termFunctions: Readonly<Record<string, Apply>> = {
  lower: ([value]) => text(value).toLowerCase(),
  toLower: ([value]) => text(value).toLowerCase(),
  upper: ([value]) => text(value).toUpperCase(),
  toUpper: ([value]) => text(value).toUpperCase(),
  trimspace: ([value]) => text(value).trim(),
  trim: ([value]) => text(value).trim(),
  trimsuffix: ([value, end]) =>
    text(end) !== '' && text(value).endsWith(text(end))
      ? text(value).slice(0, -text(end).length)
      : text(value),
  trimprefix: ([value, start]) =>
    text(value).startsWith(text(start)) ? text(value).slice(text(start).length) : text(value),
  format,
  replace,
  join: ([separator, list]) =>
    Array.isArray(separator) ? textsOf(separator).join(text(list)) : textsOf(list).join(text(separator)),
  split: ([separator, value]) => text(value).split(text(separator)),
  concat: (args) => (args.some(Array.isArray) ? args.flatMap(listOf) : args.map(text).join('')),
  flatten: ([list]) => listOf(list).flatMap((each) => listOf(each)),
  distinct: same,
  compact: ([list]) => listOf(list).filter((each) => each !== '' && each !== null),
  sort: same,
  merge: (args) => Object.assign({}, ...args.map((each) => fieldsOf(each))),
  union: (args) => Object.assign({}, ...args.map((each) => fieldsOf(each))),
  lookup: ([map, key, fallback]) => fieldsOf(map)[text(key)] ?? fallback,
  element: ([list, index]) => listOf(list)[Number(index)],
  keys: ([map]) => Object.keys(fieldsOf(map)),
  values: ([map]) => Object.values(fieldsOf(map)),
  coalesce: known,
  try: known,
  toset: same,
  tolist: same,
  tomap: same,
  tostring: ([value]) => text(value),
  string: ([value]) => text(value),
  nonsensitive: same,
  sensitive: same,
  jsonencode: same,
  yamlencode: same,
  jsondecode: same,
  json: same,
  basename: ([path]) => text(path).split('/').at(-1) ?? '',
  dirname: folder,
  abspath: same,
  pathexpand: same,
  substr: ([value, from, length]) =>
    text(value).slice(Number(from), Number(length) < 0 ? undefined : Number(from) + Number(length)),
  take: ([value, length]) =>
    typeof value === 'string' ? value.slice(0, Number(length)) : listOf(value).slice(0, Number(length)),
  one: ([list]) => listOf(list)[0],
};
