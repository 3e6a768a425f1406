import { Returned } from './jinja/evaluator.js';
import { type CallArguments, type JinjaValue, textOf, Unknown } from './jinja/jinjaValue.js';
import { memberOf } from './jinja/methods.js';

/** What the names ask of the template that is rendered. */
interface TemplateAnswers {
  reference(given: CallArguments): JinjaValue;
  sourced(given: CallArguments): JinjaValue;
  configured(given: CallArguments): JinjaValue;
  configValue(name: string, otherwise: JinjaValue): JinjaValue;
  variable(given: CallArguments): JinjaValue;
  environment(given: CallArguments): JinjaValue;
  schemaForEnvironment(given: CallArguments): JinjaValue;
  schemaByDefault(given: CallArguments): JinjaValue;
  dispatch(given: CallArguments): JinjaValue;
  relation(given: CallArguments): JinjaValue;
  own(): JinjaValue;
  target(): JinjaValue;
  model(): JinjaValue;
}

type Global = (rendering: TemplateAnswers) => JinjaValue;

const call =
  (run: (rendering: TemplateAnswers, given: CallArguments) => JinjaValue): Global =>
  (rendering) =>
  (given: CallArguments) =>
    run(rendering, given);
const constant =
  (value: JinjaValue): Global =>
  () =>
    value;
const silent: Global = call(() => '');
const unknown = (hint: string): Global => constant(new Unknown(hint));

function members(entries: Readonly<Record<string, Global>>): Global {
  return (rendering) => ({
    kind: 'object',
    text: () => '',
    member: (name: string) => (Object.hasOwn(entries, name) ? entries[name]?.(rendering) : new Unknown(name)),
  });
}

function configObject(rendering: TemplateAnswers): JinjaValue {
  const configure = (given: CallArguments): JinjaValue => rendering.configured(given);
  const get = ({ positional: [name, otherwise], named }: CallArguments): JinjaValue =>
    rendering.configValue(textOf(name), otherwise ?? named.get('default'));
  return Object.assign(configure, { members: { get, require: get } });
}

const RANGE = call((_rendering, { positional }) => {
  const [first = 0, second, step = 1] = positional.map(Number);
  const [from, to] = second === undefined ? [0, first] : [first, second];
  const count = Math.min(1_000, Math.max(0, Math.ceil((to - from) / step)));
  return Array.from({ length: count }, (_each, index) => from + index * step);
});

const REFERENCES: Readonly<Record<string, Global>> = {
  ref: call((rendering, given) => rendering.reference(given)),
  source: call((rendering, given) => rendering.sourced(given)),
  config: configObject,
};

/** What dbt puts into the scope of every template. */
export const TEMPLATE_GLOBALS: Readonly<Record<string, Global>> = {
  ...REFERENCES,
  builtins: members(REFERENCES),
  var: call((rendering, given) => rendering.variable(given)),
  env_var: call((rendering, given) => rendering.environment(given)),
  this: (rendering) => rendering.own(),
  target: (rendering) => rendering.target(),
  model: (rendering) => rendering.model(),
  execute: constant(true),
  is_incremental: call(() => true),
  should_full_refresh: call(() => false),
  project_name: (rendering) => memberOf(rendering.model(), 'package_name'),
  database: (rendering) => memberOf(rendering.target(), 'database'),
  schema: (rendering) => memberOf(rendering.target(), 'schema'),
  generate_schema_name_for_env: call((rendering, given) => rendering.schemaForEnvironment(given)),
  default__generate_schema_name: call((rendering, given) => rendering.schemaByDefault(given)),
  default__generate_database_name: call(
    (rendering, { positional: [custom] }) => custom ?? memberOf(rendering.target(), 'database'),
  ),
  default__generate_alias_name: call(
    (_rendering, { positional: [custom, node] }) => custom ?? memberOf(node, 'name'),
  ),
  return: call((_rendering, { positional: [value] }) => {
    throw new Returned(value);
  }),
  log: silent,
  print: silent,
  debug: silent,
  doc: silent,
  exceptions: members({ raise_compiler_error: silent, warn: silent, raise_not_implemented: silent }),
  statement: silent,
  noop_statement: silent,
  run_query: call(() => new Unknown('query')),
  load_result: call(() => new Unknown('result')),
  range: RANGE,
  dict: call((_rendering, { named }) => new Map(named)),
  namespace: call(
    (_rendering, { named, positional: [first] }) =>
      new Map([...(first instanceof Map ? first : []), ...named]),
  ),
  zip: call((_rendering, { positional: [left, right] }) =>
    Array.isArray(left) && Array.isArray(right)
      ? left.map((each, index) => [each, right[index]])
      : new Unknown('zip'),
  ),
  set: call((_rendering, { positional: [items] }) => (Array.isArray(items) ? [...new Set(items)] : items)),
  list: call((_rendering, { positional: [items] }) => items),
  tojson: call((_rendering, { positional: [value] }) => textOf(value)),
  fromjson: unknown('json'),
  toyaml: call((_rendering, { positional: [value] }) => textOf(value)),
  fromyaml: unknown('yaml'),
  local_md5: call((_rendering, { positional: [value] }) => `md5_${textOf(value).length}`),
  adapter: members({
    dispatch: call((rendering, given) => rendering.dispatch(given)),
    get_relation: call((rendering, given) => rendering.relation(given)),
    quote: call((_rendering, { positional: [name] }) => textOf(name)),
  }),
  api: members({
    Relation: members({ create: call((rendering, given) => rendering.relation(given)) }),
    Column: unknown('column'),
  }),
  load_relation: call((_rendering, { positional: [relation] }) => relation),
  get_relation: call((rendering, given) => rendering.relation(given)),
  modules: unknown('modules'),
  flags: unknown('flags'),
  graph: unknown('graph'),
  run_started_at: unknown('run_started_at'),
  invocation_id: unknown('invocation_id'),
  dbt_version: constant('1.9.0'),
  selected_resources: constant([]),
};
