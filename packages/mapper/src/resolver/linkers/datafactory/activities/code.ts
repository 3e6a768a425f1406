import { evaluateValue } from '../expressions/evaluateExpression.js';
import { spelled } from '../expressions/known.js';
import { listAt, objectAt, partOf, textAt } from '../json.js';
import { isOpen } from '../stores/place.js';
import type { ActivityContext } from './activityContext.js';
import { fileOfScript } from './fileOfScript.js';

/** Parameters of a notebook, as its cells and as its widgets ask for them. */
function startNotebook(
  context: ActivityContext,
  path: string,
  parameters: ReadonlyMap<string, string>,
  member: string,
): void {
  const words = [...parameters].flatMap(([name, text]) => ['-p', name, text]);
  context.start(path, words, parameters, member);
}

function startNamed(
  context: ActivityContext,
  names: readonly { text: string; known: { why?: string } }[],
  kind: string,
  member: string,
  start: (path: string) => void,
): void {
  for (const { text, known } of names) {
    const path = isOpen(text) ? undefined : fileOfScript(context.link, text);
    if (path !== undefined) start(path);
    else context.unresolved(member, known.why ?? `${kind} ${text} is not in the repository`);
  }
}

export function databricksNotebook(context: ActivityContext): void {
  const member = 'typeProperties.notebookPath';
  const parameters = context.parametersOf(objectAt(context.typeProperties, 'baseParameters'));
  startNamed(context, context.texts('notebookPath'), 'notebook', member, (path) =>
    startNotebook(context, path, parameters, member),
  );
}

export function synapseNotebook(context: ActivityContext): void {
  const member = 'typeProperties.notebook';
  const parameters = context.parametersOf(objectAt(context.typeProperties, 'parameters'));
  startNamed(context, context.texts('notebook', 'referenceName'), 'notebook', member, (path) =>
    startNotebook(context, path, parameters, member),
  );
}

/** A notebook of Fabric, which the pipeline knows by its id. */
export function fabricNotebook(context: ActivityContext): void {
  const id = textAt(context.typeProperties, 'notebookId') ?? '';
  const item = context.run.factory.items.get(id);
  const parameters = context.parametersOf(objectAt(context.typeProperties, 'parameters'));
  const path = item && fileOfScript(context.link, item.path.replace(/\.platform$/, 'notebook-content'));
  if (path !== undefined) startNotebook(context, path, parameters, 'typeProperties');
  else context.unresolved('', `notebook ${item?.name ?? id} is not in the repository`);
}

function wordsOf(context: ActivityContext, ...keys: readonly string[]): string[] {
  return listAt(context.typeProperties, ...keys).map((word) =>
    spelled(context.evaluate(word)[0]?.value ?? ''),
  );
}

export function sparkPython(context: ActivityContext): void {
  const member = 'typeProperties.pythonFile';
  const words = wordsOf(context, 'parameters');
  startNamed(context, context.texts('pythonFile'), 'script', member, (path) =>
    context.start(path, words, new Map(), member),
  );
}

/** A Spark job that a definition of the workspace describes; the activity may replace its file and arguments. */
export function sparkJob(context: ActivityContext): void {
  const member = 'typeProperties.sparkJob';
  const name = textAt(context.typeProperties, 'sparkJob', 'referenceName') ?? '';
  const job = context.run.factory.find('synapse-spark-job', name, context.path);
  const own = context.texts('file');
  const given = evaluateValue(partOf(job?.properties, 'jobProperties', 'file'), context.scope);
  const files = own.length > 0 ? own : given.map((known) => ({ text: spelled(known.value), known }));
  const words = wordsOf(context, 'args');
  const defined = listAt(job?.properties, 'jobProperties', 'args').map((word) => spelled(word));
  startNamed(
    context,
    files.filter(({ text }) => text !== ''),
    'script',
    member,
    (path) => context.start(path, words.length > 0 ? words : defined, new Map(), member),
  );
  if (!job && own.length === 0) context.unresolved(member, `Spark job ${name} is not in the repository`);
}

export function hdInsightSpark(context: ActivityContext): void {
  const words = wordsOf(context, 'arguments');
  startNamed(context, context.texts('entryFilePath'), 'script', '', (path) =>
    context.start(path, words, new Map(), ''),
  );
}

/** Hive, Pig and U-SQL scripts, with the values of their variables. */
export function scriptFile(context: ActivityContext): void {
  const member = 'typeProperties.scriptPath';
  const defines = objectAt(context.typeProperties, 'defines');
  const parameters = context.parametersOf({ ...defines, ...objectAt(context.typeProperties, 'parameters') });
  startNamed(context, context.texts('scriptPath'), 'script', member, (path) =>
    context.start(path, [], parameters, member),
  );
}

/** A command line that Azure Batch runs. */
export function command(context: ActivityContext): void {
  const member = 'typeProperties.command';
  for (const { text, known } of context.texts('command')) {
    const words = text.split(/\s+/).map((word) => word.replace(/^["']|["']$/g, ''));
    const index = words.findIndex((word) => /\.(py|r|sh|exe|ps1)$/i.test(word));
    const path = index < 0 ? undefined : fileOfScript(context.link, words[index] ?? '');
    if (path !== undefined) context.start(path, words.slice(index + 1), new Map(), member);
    else
      context.unresolved(
        member,
        known.why ?? `the command ${text.slice(0, 80)} runs nothing of the repository`,
      );
  }
}

export function azureFunction(context: ActivityContext): void {
  for (const { text, known } of context.texts('functionName')) {
    const path = isOpen(text) ? undefined : fileOfScript(context.link, `${text}/__init__`);
    if (path !== undefined) context.start(path, [], new Map(), '');
    else context.unresolved('', known.why ?? `function ${text} is not in the repository`);
  }
}

/** Work that only its id names. */
export function foreign(context: ActivityContext): void {
  const type = textAt(context.activity, 'type') ?? 'activity';
  context.unresolved('', `what an activity of type ${type} reads and writes is not in the repository`);
}
