import type { Config, DbtNode, DbtProject } from './dbtProject.js';
import { textAt } from './dbtProject.js';
import type { JinjaFunction, JinjaValue } from './jinja/jinjaValue.js';
import { fromConfig, textOf } from './jinja/jinjaValue.js';
import type { RelationName } from './relation.js';

type Macro = (name: string) => JinjaFunction | undefined;

const EMPTY_HOLE = /^\{[\w.]*\}$/;

function called(
  macro: JinjaFunction | undefined,
  custom: string | undefined,
  node: JinjaValue,
): string | undefined {
  if (!macro) return undefined;
  const result = textOf(macro({ positional: [custom ?? null, node], named: new Map() }) ?? '')
    .replace(/[\uE000]\d+[\uE001]/g, '')
    .trim();
  return result === '' || result === 'None' || /unknown_macro_/.test(result) ? undefined : result;
}

/** A part that is nothing but a hole says nothing. */
function orEmpty(part: string | undefined): string {
  return part === undefined || EMPTY_HOLE.test(part) ? '' : part;
}

/** What custom macros may ask of the node that they name. */
function nodeValue(project: DbtProject, node: DbtNode, config: Config): JinjaValue {
  const fqn = [project.name, ...node.folders, node.name];
  return new Map<string, JinjaValue>([
    ['name', node.name],
    ['resource_type', node.kind],
    ['package_name', project.name],
    ['fqn', fqn],
    ['path', [...node.folders, `${node.name}.sql`].join('/')],
    ['original_file_path', node.path],
    ['version', node.version ?? null],
    ['unique_id', `${node.kind}.${project.name}.${node.name}`],
    ['tags', []],
    ['meta', new Map()],
    ['unrendered_config', fromConfig(config)],
    ['config', fromConfig(config)],
  ]);
}

/** The name of a node's table in production: its own configuration, through the project's naming macros. */
export function relationName(project: DbtProject, node: DbtNode, config: Config, macro: Macro): RelationName {
  const { target } = project;
  const value = nodeValue(project, node, config);
  const customSchema = textAt(config, 'schema') ?? textAt(config, 'dataset');
  const customDatabase = textAt(config, 'database') ?? textAt(config, 'project') ?? textAt(config, 'catalog');
  const customAlias = textAt(config, 'alias');
  const usualSchema =
    customSchema === undefined ? target.schema : `${target.schema || '{schema}'}_${customSchema}`;
  const snapshot = node.kind === 'snapshot';
  const schema =
    (snapshot ? textAt(config, 'target_schema') : undefined) ??
    called(macro('generate_schema_name'), customSchema, value) ??
    usualSchema;
  const database =
    (snapshot ? textAt(config, 'target_database') : undefined) ??
    called(macro('generate_database_name'), customDatabase, value) ??
    customDatabase ??
    target.database;
  const versioned = node.version === undefined ? node.name : `${node.name}_v${node.version}`;
  const identifier = called(macro('generate_alias_name'), customAlias, value) ?? customAlias ?? versioned;
  return { database: orEmpty(database), schema: orEmpty(schema), identifier };
}
