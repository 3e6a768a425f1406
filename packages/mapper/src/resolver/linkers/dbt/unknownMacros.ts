import { argumentOf, type CallArguments, itemsOf, type JinjaValue, textOf } from './jinja/jinjaValue.js';

type PackageMacro = (given: CallArguments) => string;

const everything = (given: CallArguments, position: number, ...names: string[]): string => {
  for (const name of names) if (given.named.has(name)) return textOf(given.named.get(name));
  return textOf(given.positional[position]);
};

const columns = (value: JinjaValue): string => (itemsOf(value) ?? [value]).map(textOf).join(', ');

/** Macros of packages that projects install: what they select from and which columns they take, no more. */
const PACKAGE_MACROS: Readonly<Record<string, PackageMacro>> = {
  star: () => '*',
  union_relations: (given) =>
    (itemsOf(argumentOf(given, 0, 'relations')) ?? [])
      .map((each) => `(select * from ${textOf(each)})`)
      .join(' union all '),
  deduplicate: (given) => `select * from ${everything(given, 0, 'relation')}`,
  unpivot: (given) => `select * from ${everything(given, 0, 'relation', 'table')}`,
  date_spine: () => 'select null as date_day',
  date_spine_base: () => 'select null as date_day',
  get_date_dimension: () => 'select null as date_day',
  generate_series: () => 'select null as generated_number',
  generate_surrogate_key: (given) => `md5(concat(${columns(argumentOf(given, 0, 'field_list'))}))`,
  surrogate_key: (given) => `md5(concat(${given.positional.map(columns).join(', ')}))`,
  safe_divide: (given) => `(${given.positional.map(textOf).join(' / ')})`,
  safe_add: (given) => `(${given.positional.map(columns).join(' + ')})`,
  safe_subtract: (given) => `(${given.positional.map(columns).join(' - ')})`,
  group_by: (given) =>
    `group by ${Array.from({ length: Number(given.positional[0]) || 1 }, (_each, index) => index + 1).join(', ')}`,
  pivot: (given) => `sum(${textOf(given.positional[0])})`,
  safe_cast: (given) => `cast(${everything(given, 0, 'field')} as ${everything(given, 1, 'type')})`,
  cast: (given) => `cast(${everything(given, 0, 'field')} as ${everything(given, 1, 'type')})`,
  current_timestamp: () => 'current_timestamp',
  dateadd: (given) => `date_add(${everything(given, 2, 'from_date_or_timestamp')})`,
  datediff: (given) =>
    `date_diff(${everything(given, 0, 'first_date')}, ${everything(given, 1, 'second_date')})`,
  date_trunc: (given) => `date_trunc(${everything(given, 1, 'date')})`,
  concat: (given) => `concat(${columns(given.positional[0])})`,
  string_literal: (given) => `'${everything(given, 0, 'value')}'`,
  snapshot_hash_arguments: (given) => `md5(concat(${columns(given.positional[0])}))`,
};

/** Types print as a name that every dialect reads. */
const TYPE = /^type_(\w+)$/;

/** The text of a macro that the repository does not hold but is well known; undefined for any other. */
export function packageMacro(name: string, given: CallArguments): string | undefined {
  const [namespace = '', last = ''] = name.includes('.') ? name.split('.').slice(-2) : ['', name];
  const plain = namespace === '' ? name : last;
  if (TYPE.test(plain)) return TYPE.exec(plain)?.[1];
  return Object.hasOwn(PACKAGE_MACROS, plain) ? PACKAGE_MACROS[plain]?.(given) : undefined;
}

/** A call that nobody can evaluate, written so that its arguments are still seen. */
export function unknownText(index: number, given: CallArguments): string {
  const all = [...given.positional, ...given.named.values()].filter(
    (value) => value !== undefined && value !== null && typeof value !== 'boolean',
  );
  return `unknown_macro_${index}_(${all.map((value) => argumentText(value)).join(', ')})`;
}

function argumentText(value: JinjaValue): string {
  const text = Array.isArray(value) ? value.map(textOf).join(', ') : textOf(value);
  return /^[\w.\s,()*+/"`-]+$/.test(text) ? text : 'null';
}
