import type { Node } from 'yaml';
import type { Argument, Expression, Statement } from '../../../facts/program.js';
import { entries, field, items, text } from '../ci/ciNodes.js';
import type { CiDocument } from '../ci/ciReader.js';
import { callAt, dotted, expressionOf } from './expressionOf.js';
import type { ToolReader } from './toolReader.js';

/** Keys of a task that say how it is scheduled, not what it does. */
const SCHEDULING: ReadonlySet<string> = new Set([
  'operator',
  'dependencies',
  'external_dependencies',
  'task_group_name',
  'trigger_rule',
  'depends_on_past',
]);
const DAG: Expression = { kind: 'name', name: 'dag' };

/** Imports the class that an operator names; answers how to write it. */
function importedOperator(name: string): { imports: Statement; callee: Expression } {
  const cut = name.lastIndexOf('.');
  const [module, last] = [name.slice(0, Math.max(0, cut)), name.slice(cut + 1)];
  const imports: Statement = {
    kind: 'import',
    module: module === '' ? 'airflow.operators' : module,
    level: 0,
    names: [{ name: last, as: last }],
  };
  return { imports, callee: dotted(last) };
}

/** One task as the call of its operator. */
function taskStatements(document: CiDocument, id: string, task: Node): Statement[] {
  const operator = text(document, field(document, task, 'operator'));
  if (operator === undefined || !/^[\w.]+$/.test(operator)) return [];
  const { imports, callee } = importedOperator(operator);
  const given = entries(document, task)
    .filter(({ key, value }) => !SCHEDULING.has(key) && key !== 'task_id' && value)
    .map(({ key, value }): Argument => ({ name: key, value: expressionOf(document, value) }));
  const args: Argument[] = [
    { name: 'task_id', value: { kind: 'constant', value: id } },
    ...given,
    { name: 'dag', value: DAG },
  ];
  return [imports, { kind: 'do', value: callAt(document, task, callee, args) }];
}

function tasksOf(document: CiDocument, node: Node | null): [string, Node][] {
  const keyed = entries(document, node).flatMap(({ key, value }): [string, Node][] =>
    value ? [[key, value]] : [],
  );
  const listed = items(document, node).map((each): [string, Node] => [
    text(document, field(document, each, 'task_id')) ?? 'task',
    each,
  ]);
  return [...keyed, ...listed];
}

function dagStatements(
  document: CiDocument,
  id: string,
  at: Node,
  options: readonly Argument[],
): Statement[] {
  const args: Argument[] = [{ value: { kind: 'constant', value: id } }, ...options];
  return [
    { kind: 'import', module: 'airflow', level: 0, names: [{ name: 'DAG', as: 'DAG' }] },
    { kind: 'assign', targets: [DAG], value: callAt(document, at, dotted('DAG'), args) },
  ];
}

/** Folders whose files are one graph: the nearest that is no kind of folder. */
function folderName(path: string): string {
  return (
    path
      .split('/')
      .slice(0, -1)
      .findLast((part) => !/^(tasks|dags|views|sql)$/.test(part)) ?? 'dag'
  );
}

/** `dag-factory`: graphs as mappings whose `tasks` name operators. */
function factoryStatements(document: CiDocument): Statement[] {
  return entries(document, document.root).flatMap(({ key, value }): Statement[] => {
    const tasks = tasksOf(document, field(document, value, 'tasks'));
    if (!value || tasks.length === 0) return [];
    const options = ['default_args', 'params', 'template_searchpath'].flatMap((name): Argument[] => {
      const given = field(document, value, name);
      return given ? [{ name, value: expressionOf(document, given) }] : [];
    });
    const id = text(document, field(document, value, 'dag_id')) ?? key;
    return [
      ...dagStatements(document, id, value, options),
      ...tasks.flatMap(([task, node]) => taskStatements(document, task, node)),
    ];
  });
}

/** Graphs of Airflow written in YAML: `dag-factory`, and files of one task each as `gusty` reads them. */
export const airflowFactory: ToolReader = {
  name: 'airflow-factory',
  matches: (_path, content) =>
    /^\s*-?\s*operator:\s*["']?[\w.]+/m.test(content) && !/^apiVersion:/m.test(content),
  read: (document) => {
    const { root, path } = document;
    const stem = (path.split('/').at(-1) ?? path).replace(/\.\w+$/, '');
    const single = taskStatements(document, stem, root);
    const statements =
      single.length > 0
        ? [...dagStatements(document, folderName(path), root, []), ...single]
        : factoryStatements(document);
    return statements.length > 0 ? { statements } : undefined;
  },
};
