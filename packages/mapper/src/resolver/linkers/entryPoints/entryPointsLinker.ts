import type { ConfigValue } from '../../../facts/configValue.js';
import type { Expression, Program, Statement } from '../../../facts/program.js';
import type { LinkContext, Linker } from '../linker.js';

type Table = { [key: string]: ConfigValue };

function tableOf(value: ConfigValue | undefined): Table {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {};
}

function at(value: ConfigValue, ...keys: readonly string[]): ConfigValue | undefined {
  return keys.reduce<ConfigValue | undefined>((inner, key) => tableOf(inner)[key], value);
}

function textsOf(table: ConfigValue | undefined): [string, string][] {
  return Object.entries(tableOf(table)).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[name, value]] : [],
  );
}

/** `name = package.module:function`, one a line. */
function pairsOf(text: string): [string, string][] {
  return [...text.matchAll(/^\s*([\w.-]+)\s*=\s*([\w.]+):[\w.]+/gm)].map(([, name = '', module = '']) => [
    name,
    module,
  ]);
}

/** `entry_points={'console_scripts': […]}` of a setup script. */
function ofSetupScript(body: readonly Statement[]): [string, string][] {
  const found: [string, string][] = [];
  const visit = (expression: Expression): void => {
    if (expression.kind === 'call') for (const { value } of expression.args) visit(value);
    if (expression.kind === 'list') for (const item of expression.items) visit(item);
    if (expression.kind === 'dict') for (const [, value] of expression.entries) visit(value);
    if (expression.kind === 'constant' && typeof expression.value === 'string')
      found.push(...pairsOf(expression.value));
  };
  for (const statement of Array.isArray(body) ? body : [])
    if (statement.kind === 'do') visit(statement.value);
  return found;
}

function declared(
  path: string,
  config: ConfigValue | undefined,
  program: Program | undefined,
): [string, string][] {
  const file = path.split('/').at(-1);
  if (file === 'setup.py') return ofSetupScript(program?.body ?? []);
  if (file === 'setup.cfg') return typeof config === 'string' ? pairsOf(config) : ofSections(config ?? null);
  if (file !== 'pyproject.toml' || config === undefined) return [];
  return [...textsOf(at(config, 'project', 'scripts')), ...textsOf(at(config, 'tool', 'poetry', 'scripts'))];
}

function ofSections(config: ConfigValue): [string, string][] {
  const written =
    at(config, 'options.entry_points', 'console_scripts') ??
    at(config, 'options', 'entry_points', 'console_scripts');
  return typeof written === 'string' ? pairsOf(written) : [];
}

/** The file of a module of the package that stands beside the declaration. */
function fileOf({ facts }: LinkContext, declaredIn: string, module: string): string | undefined {
  const folder = declaredIn.includes('/') ? declaredIn.slice(0, declaredIn.lastIndexOf('/') + 1) : '';
  const path = (module.split(':')[0] ?? module).replaceAll('.', '/');
  const beside = ['', 'src/', 'lib/', 'python/'].flatMap((root) => [
    `${folder}${root}${path}.py`,
    `${folder}${root}${path}/__init__.py`,
    `${folder}${root}${path}/__main__.py`,
  ]);
  return beside.find((each) => facts.has(each));
}

/** Commands that a Python package installs stand for the modules that they start. */
export const entryPointsLinker: Linker = {
  name: 'entryPoints',
  prepare: (context) => {
    for (const [path, { config, program }] of context.facts) {
      for (const [name, module] of declared(path, config, program)) {
        const location = fileOf(context, path, module);
        if (location !== undefined) context.recorder.catalogue.set('command', name, { location });
      }
    }
  },
};
