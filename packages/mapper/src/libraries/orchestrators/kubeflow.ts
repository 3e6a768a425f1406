import type { Call, Library, Machine, Rule } from '../../interpreter/machine.js';
import { NO_FLOW } from '../../values/flow.js';
import { stringOf } from '../../values/texts.js';
import { constant, dictOf, NOTHING, type Value } from '../../values/value.js';
import { argument, storedField } from '../arguments.js';
import { fieldAt } from './fieldAt.js';
import { functionName, parameterNames } from './functionName.js';
import { currentGraph, runTask, stemOfFile, taskOf } from './graphMemory.js';
import { startCommand } from './startCommand.js';
import { taskFramework } from './taskFramework.js';
import { environmentOf, textOf, wordsOf } from './wordsOf.js';

const KIND = 'kubeflow-pipeline';
const COMPONENT = 'kfp.Component';

/** An artefact that one component leaves for others: it has no name but its task's and its own. */
function artefact(graph: string, task: string, name: string): Value {
  const path = constant(`kfp://${graph}/${task}/${name}`, 'inferred');
  return {
    ...path,
    fields: new Map([
      ['path', path],
      ['uri', path],
    ]),
  };
}

/** What a component's call answers: `.output`, `.outputs['name']`. */
function taskValue(outputs: ReadonlyMap<string, Value>, answer: Value): Value {
  const all = new Map([['Output', answer], ...outputs]);
  const [only] = outputs.values();
  return {
    ...dictOf(
      new Map([
        ['outputs', dictOf(all)],
        ['output', outputs.size === 1 && only ? only : answer],
      ]),
    ),
    flow: answer.flow,
  };
}

const componentRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, COMPONENT, NO_FLOW);
  const [callable] = call.args;
  if (callable) cell.fields.set('callable', callable);
  return value;
};

const loadComponentRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, COMPONENT, NO_FLOW);
  const path = stringOf(argument(call, 0, 'filename', 'path'));
  const config = path === undefined ? undefined : machine.config(path);
  if (config) cell.fields.set('config', config);
  else machine.unresolved(call, `the component ${path ?? ''} is not a file of the repository`);
  return value;
};

/** Parameters that nobody gives are what the component puts out. */
function runFunction(call: Call, machine: Machine, callable: Value): Value {
  const graph = currentGraph(machine) ?? stemOfFile(machine);
  const name = functionName(callable);
  const names = parameterNames(callable);
  const given = new Set([...names.slice(0, call.args.length), ...call.named.keys()]);
  const outputs = new Map(
    names
      .filter((each) => !given.has(each) && !hasDefault(callable, each))
      .map((each) => [each, artefact(graph, name, each)]),
  );
  const named = new Map([...call.named, ...outputs]);
  const answer = runTask(call, machine, taskOf(graph, name, KIND), callable, { args: call.args, named });
  return taskValue(outputs, answer);
}

function hasDefault(callable: Value, name: string): boolean {
  return (callable.references ?? []).some(
    (each) =>
      each.kind === 'function' &&
      each.definition.parameters.some((parameter) => parameter.name === name && parameter.default),
  );
}

/** `{inputValue: x}`, `{inputPath: x}`, `{outputPath: x}` of a component's file. */
function placeholder(
  word: Value,
  given: ReadonlyMap<string, Value>,
  outputs: ReadonlyMap<string, Value>,
): string[] {
  const name = stringOf(
    fieldAt(word, ['inputValue']) ?? fieldAt(word, ['inputPath']) ?? fieldAt(word, ['inputUri']),
  );
  const plain = name?.replaceAll(' ', '_').toLowerCase();
  if (plain !== undefined) return [given.has(plain) ? textOf(given.get(plain) ?? NOTHING) : `{${plain}}`];
  const output = stringOf(fieldAt(word, ['outputPath']) ?? fieldAt(word, ['outputUri']));
  if (output !== undefined) return [textOf(outputs.get(output) ?? constant(`{${output}}`))];
  return word.items ? word.items.flatMap((each) => placeholder(each, given, outputs)) : wordsOf(word);
}

function runConfig(call: Call, machine: Machine, config: Value): Value {
  const graph = currentGraph(machine) ?? stemOfFile(machine);
  const name = stringOf(fieldAt(config, ['name'])) ?? 'component';
  const outputNames = (fieldAt(config, ['outputs'])?.items ?? []).flatMap(
    (each) => stringOf(each.fields?.get('name')) ?? [],
  );
  const outputs = new Map(outputNames.map((each) => [each, artefact(graph, name, each)]));
  const container = fieldAt(config, ['implementation', 'container']);
  const words = [
    ...(fieldAt(container, ['command'])?.items ?? []),
    ...(fieldAt(container, ['args'])?.items ?? []),
  ];
  const own = machine.within(taskOf(graph, name, KIND));
  startCommand(
    call,
    own,
    words.flatMap((word) => placeholder(word, call.named, outputs)),
    environmentOf(fieldAt(container, ['env'])),
  );
  return taskValue(outputs, NOTHING);
}

const callComponentRule: Rule = (call, machine) => {
  const config = storedField(call.receiver, 'config');
  if (config) return runConfig(call, machine, config);
  return runFunction(call, machine, storedField(call.receiver, 'callable') ?? NOTHING);
};

/** `ContainerOp(name, image, command, arguments, file_outputs)`. */
const containerRule: Rule = (call, machine) => {
  const graph = currentGraph(machine) ?? stemOfFile(machine);
  const name = stringOf(argument(call, 0, 'name')) ?? 'container';
  const own = machine.within(taskOf(graph, name, KIND));
  const words = [
    ...wordsOf(argument(call, undefined, 'command')),
    ...wordsOf(argument(call, undefined, 'arguments', 'args')),
  ];
  startCommand(call, own, words);
  const outputs = new Map(
    [...(argument(call, undefined, 'file_outputs')?.fields?.keys() ?? [])].map((key) => [
      key,
      artefact(graph, name, key),
    ]),
  );
  return taskValue(outputs, NOTHING);
};

/** `dsl.importer(artifact_uri=…)`: data that the pipeline takes from outside. */
const importerRule: Rule = (call) => {
  const uri = argument(call, 0, 'artifact_uri') ?? NOTHING;
  const value = {
    ...uri,
    fields: new Map([
      ['path', uri],
      ['uri', uri],
    ]),
  };
  return taskValue(new Map([['artifact', value]]), value);
};

/** `kfp.components.func_to_container_op(f)`. */
const functionRule: Rule = (call, machine) => componentRule(call, machine);

/** Kubeflow Pipelines: pipelines of components, given as functions, files or containers. */
export const kubeflow: Library = taskFramework(
  {
    name: 'kfp',
    kind: KIND,
    tasks: [],
    graphs: ['kfp.dsl.pipeline', 'kfp.v2.dsl.pipeline', 'dsl.pipeline'],
    runs: [],
  },
  {
    functions: {
      'kfp.dsl.ContainerOp': containerRule,
      'kfp.dsl.importer': importerRule,
      'kfp.components.load_component_from_file': loadComponentRule,
      'kfp.components.func_to_container_op': functionRule,
      'kfp.components.create_component_from_func': functionRule,
    },
    methods: { [`${COMPONENT}.__call__`]: callComponentRule },
    decorators: {
      'kfp.dsl.component': componentRule,
      'kfp.v2.dsl.component': componentRule,
      'kfp.dsl.container_component': componentRule,
    },
  },
);
