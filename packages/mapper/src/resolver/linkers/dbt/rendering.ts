import type { ConfigValue } from '../../../facts/configValue.js';
import type { Config, DbtNode, DbtProject } from './dbtProject.js';
import { configAt, isConfig } from './dbtProject.js';
import { Evaluator, Returned } from './jinja/evaluator.js';
import type { Scope } from './jinja/expressionEvaluator.js';
import {
  argumentOf,
  type CallArguments,
  fromConfig,
  isObject,
  type JinjaFunction,
  type JinjaValue,
  textOf,
  Unknown,
} from './jinja/jinjaValue.js';
import { parseTemplate } from './jinja/parseTemplate.js';
import type { Relation } from './relation.js';
import { TEMPLATE_GLOBALS } from './templateGlobals.js';
import { packageMacro, unknownText } from './unknownMacros.js';

/** What a template asks of the project around it. */
export interface RenderingContext {
  /** The relation of a model, seed or snapshot; the line is where the template asks, 0 for another file. */
  ref(name: string, version: string | undefined, line: number): Relation | undefined;
  source(source: string, name: string, line: number): Relation;
  /** A relation given by its parts. */
  named(parts: readonly string[], line: number): Relation;
  own(): JinjaValue;
  environment(name: string): string | undefined;
}

export interface Rendered {
  text: string;
  config: Config;
  /** Macros that the repository does not hold, by the number in their text. */
  unknown: { name: string; line: number }[];
  /** References that name nothing of the project. */
  missing: { name: string; line: number }[];
  error?: string;
}

/** Macros of packages that ask the warehouse: what they answer is a value, not a text. */
const ASKS =
  /\bget_(?:query_results_as_dict|column_values|filtered_columns_in_relation|columns_in_relation|single_value|relations_by_(?:pattern|prefix)|tables_by_\w+_sql|intervals_between)$/;
/** Namespaces that hold what is no macro of a project. */
const TOOLS = new Set([
  'adapter',
  'api',
  'builtins',
  'exceptions',
  'modules',
  'flags',
  'graph',
  'dbt_version',
  'context',
]);

/** Renders the templates of one project: one instance per template. */
export class Rendering {
  readonly config: Config = {};
  readonly unknown: { name: string; line: number }[] = [];
  readonly missing: { name: string; line: number }[] = [];
  private readonly evaluator: Evaluator;
  private readonly top: Scope = new Map();

  constructor(
    private readonly project: DbtProject,
    private readonly node: DbtNode | undefined,
    private readonly context: RenderingContext,
  ) {
    this.evaluator = new Evaluator(
      (name) => this.global(name),
      (name, given) => this.unknownCall(name, given),
    );
  }

  render(template: string): Rendered {
    const { body, error } = parseTemplate(template, true);
    let text = '';
    try {
      text = this.evaluator.render(body, [this.top]);
    } catch (returned) {
      if (!(returned instanceof Returned)) throw returned;
      text = textOf(returned.value);
    }
    const { config, unknown, missing } = this;
    return { text, config, unknown, missing, ...(error === undefined ? {} : { error }) };
  }

  /** Text of a setting that may hold a template. */
  setting(value: ConfigValue | undefined): string | undefined {
    if (typeof value === 'number') return String(value);
    if (typeof value !== 'string') return undefined;
    if (!/\{[{%]/.test(value)) return value;
    const { body, error } = parseTemplate(value, false);
    return error === undefined ? this.evaluator.render(body, [this.top]).trim() : undefined;
  }

  /** A macro of the project, ready to be called. */
  macro(name: string): JinjaFunction | undefined {
    const node = this.project.macros.get(name);
    return node && this.evaluator.macro(node, [this.top]);
  }

  private unknownCall(name: string, given: CallArguments): JinjaValue {
    const last = name.split('.').at(-1) ?? name;
    if (/^dbt\./.test(name) && Object.hasOwn(TEMPLATE_GLOBALS, last)) {
      const own = TEMPLATE_GLOBALS[last]?.(this);
      if (typeof own === 'function') return own(given);
    }
    const macro = this.macro(name) ?? this.dispatched(name.split('.').at(-1) ?? name);
    if (macro) return macro(given);
    const known = packageMacro(name, given);
    if (known !== undefined) return known;
    if (TOOLS.has(name.split('.')[0] ?? '') || ASKS.test(name)) {
      if (/relations_by/.test(name)) this.unknown.push({ name, line: this.evaluator.line });
      return new Unknown(name.split('.').at(-1) ?? name);
    }
    this.unknown.push({ name, line: this.evaluator.line });
    return unknownText(this.unknown.length - 1, given);
  }

  /** The macro of that name for this adapter. */
  private dispatched(name: string): JinjaFunction | undefined {
    const { adapter } = this.project.target;
    return this.macro(`${adapter}__${name}`) ?? this.macro(`default__${name}`);
  }

  private global(name: string): JinjaValue {
    const macro =
      Object.hasOwn(TEMPLATE_GLOBALS, name) && !this.project.macros.has(name) ? undefined : this.macro(name);
    if (macro) return macro;
    if (Object.hasOwn(TEMPLATE_GLOBALS, name)) return TEMPLATE_GLOBALS[name]?.(this);
    return this.namespaceOf(name);
  }

  /** `package.macro`: the macros of another project of the repository, or of this one by its own name. */
  private namespaceOf(name: string): JinjaValue {
    const own = name === this.project.name ? '' : `${name}.`;
    const prefix = own;
    const found = [...this.project.macros.keys()].filter((each) => prefix === '' || each.startsWith(prefix));
    const exists = prefix === '' || found.length > 0;
    return exists
      ? new Map(found.map((each): [string, JinjaValue] => [each.slice(prefix.length), this.macro(each)]))
      : undefined;
  }

  reference(given: CallArguments): JinjaValue {
    const names = given.positional.map(textOf);
    const version = given.named.get('version') ?? given.named.get('v');
    const { line } = this.evaluator;
    const [name = ''] = names.slice(-1);
    const found = this.context.ref(name, version === undefined ? undefined : textOf(version), line);
    if (found) return found;
    this.missing.push({ name, line });
    return this.context.named([name], line);
  }

  sourced(given: CallArguments): JinjaValue {
    const [source, name] = [given.positional[0], given.positional[1]].map((each) => textOf(each));
    return this.context.source(source ?? '', name ?? '', this.evaluator.line);
  }

  configured(given: CallArguments): JinjaValue {
    const [first] = given.positional;
    const entries = [...(first instanceof Map ? first : []), ...given.named];
    for (const [key, value] of entries) {
      const plain = plainSetting(value);
      if (plain !== undefined) this.config[key] = plain;
    }
    return '';
  }

  configValue(name: string, otherwise: JinjaValue): JinjaValue {
    const own = this.config[name] ?? this.node?.config[name];
    return own === undefined ? (otherwise ?? null) : fromConfig(own);
  }

  variable(given: CallArguments): JinjaValue {
    const name = textOf(given.positional[0]);
    const vars = configAt(this.project.config, 'vars');
    const own = vars[this.project.name];
    const value = (isConfig(own) ? own[name] : undefined) ?? vars[name];
    if (value !== undefined)
      return typeof value === 'string' ? (this.setting(value) ?? value) : fromConfig(value);
    const otherwise = argumentOf(given, 1, 'default');
    return otherwise === undefined ? new Unknown(name) : otherwise;
  }

  environment(given: CallArguments): JinjaValue {
    const name = textOf(given.positional[0]);
    return this.context.environment(name) ?? given.positional[1] ?? new Unknown(name);
  }

  /** dbt's own naming of schemas by environment: production takes the custom schema as it is. */
  schemaForEnvironment({ positional: [custom] }: CallArguments): JinjaValue {
    const production = /prod|^default$|main|live/i.test(this.project.target.name);
    return production && typeof custom === 'string'
      ? custom.trim()
      : this.project.target.schema || new Unknown('schema');
  }

  schemaByDefault({ positional: [custom] }: CallArguments): JinjaValue {
    const schema = this.project.target.schema || '{schema}';
    return typeof custom === 'string' ? `${schema}_${custom.trim()}` : schema;
  }

  dispatch(given: CallArguments): JinjaValue {
    const name = textOf(argumentOf(given, 0, 'macro_name'));
    const macro = this.dispatched(name) ?? this.macro(name);
    return macro ?? ((inner: CallArguments) => this.unknownCall(name, inner));
  }

  relation(given: CallArguments): JinjaValue {
    const parts = ['database', 'schema', 'identifier'].map((name, index) => argumentOf(given, index, name));
    return this.context.named(
      parts.flatMap((part) => (part === undefined || part === null ? [] : [textOf(part)])),
      this.evaluator.line,
    );
  }

  own(): JinjaValue {
    return this.context.own();
  }

  target(): JinjaValue {
    const { target } = this.project;
    const text = (value: string | undefined, hint: string): JinjaValue =>
      value === undefined || value === '' ? new Unknown(hint) : value;
    return new Map<string, JinjaValue>([
      ['name', target.name],
      ['target_name', target.name],
      ['type', text(target.adapter, 'adapter')],
      ['schema', text(target.schema, 'schema')],
      ['dataset', text(target.schema, 'schema')],
      ['database', text(target.database, 'database')],
      ['dbname', text(target.database, 'database')],
      ['project', text(target.database, 'database')],
      ['catalog', text(target.database, 'database')],
      ['profile_name', this.project.name],
      ['threads', 1],
    ]);
  }

  model(): JinjaValue {
    const { node, project } = this;
    return new Map<string, JinjaValue>([
      ['name', node?.name ?? new Unknown('model')],
      ['path', node?.path ?? ''],
      ['resource_type', node?.kind ?? 'model'],
      ['package_name', project.name],
      ['fqn', [project.name, ...(node?.folders ?? []), node?.name ?? '']],
      ['alias', textOf(fromConfig(node?.config.alias) ?? node?.name ?? '')],
      ['config', fromConfig({ ...node?.config })],
      ['tags', []],
    ]);
  }
}

function plainSetting(value: JinjaValue): ConfigValue | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  if (value instanceof Unknown) return textOf(value);
  if (isObject(value)) return value.text();
  return undefined;
}
