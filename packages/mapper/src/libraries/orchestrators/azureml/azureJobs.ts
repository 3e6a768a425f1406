import type { Call, Machine, Rule } from '../../../interpreter/machine.js';
import { shellCommands } from '../../../syntax/shellWords.js';
import { joinFlows, NO_FLOW } from '../../../values/flow.js';
import { stringOf } from '../../../values/texts.js';
import { constant, dictOf, flowOf, NOTHING, type Value } from '../../../values/value.js';
import { argument, cellsOf, storedField } from '../../arguments.js';
import { currentGraph, stemOfFile, taskOf } from '../graphMemory.js';
import { startCommand } from '../startCommand.js';
import { environmentOf, textOf, wordsOf } from '../wordsOf.js';
import { AZURE_DATA, placeOf } from './azureLocation.js';

const KIND = 'azureml-pipeline';
const INPUT = 'azureml.Input';

function within(machine: Machine, name: string): Machine {
  return machine.within(taskOf(currentGraph(machine) ?? stemOfFile(machine), name, KIND));
}

/** `Input(type=…, path='azureml:name@latest')`, `Output(path=…)`. */
export const inputRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, INPUT, NO_FLOW);
  const path = argument(call, undefined, 'path');
  if (path) cell.fields.set('path', path);
  return path?.texts ? { ...value, ...path, references: value.references ?? [] } : value;
};

function joinFolder(folder: string | undefined, script: string): string {
  return folder === undefined || folder === '.' ? script : `${folder.replace(/\/$/, '')}/${script}`;
}

/** The words of a command with its inputs and outputs in place, run in the folder of its code. */
function startText(
  call: Call,
  machine: Machine,
  command: string,
  folder: string | undefined,
  values: ReadonlyMap<string, Value>,
  environment: Value | undefined,
): void {
  const filled = command.replace(/\$\{\{\s*(?:inputs|outputs)\.([\w.]+)\s*\}\}/g, (_all, name: string) => {
    const value = values.get(name);
    return value?.texts ? textOf(value) : `{${name}}`;
  });
  for (const words of shellCommands(filled)) {
    const placed = words.map((word) => (/\.(py|sh|r|ipynb)$/i.test(word) ? joinFolder(folder, word) : word));
    startCommand(call, machine, placed, environmentOf(environment));
  }
}

/** Declared inputs are read and declared outputs written by the job itself. */
function declareData(
  call: Call,
  machine: Machine,
  inputs: Value | undefined,
  outputs: Value | undefined,
): Map<string, Value> {
  const values = new Map<string, Value>();
  let flow = NO_FLOW;
  const catalogued = (name: string) => machine.catalogued(AZURE_DATA, name);
  for (const [name, value] of inputs?.fields ?? []) {
    const place = isData(value) ? placeOf(pathOf(value), catalogued) : undefined;
    if (place) flow = joinFlows(flow, machine.read(call, place.location, place.access));
    else flow = joinFlows(flow, flowOf(value));
    values.set(name, place ? (pathOf(value) ?? place.location) : value);
  }
  for (const [name, value] of outputs?.fields ?? []) {
    const place = isData(value) ? placeOf(pathOf(value)) : undefined;
    if (place) machine.write(call, place.location, flow, place.access);
    if (place) values.set(name, pathOf(value) ?? place.location);
  }
  return values;
}

function isData(value: Value): boolean {
  return cellsOf(value).some((cell) => cell.type === INPUT) || /^azureml:/.test(stringOf(value) ?? '');
}

function pathOf(value: Value): Value | undefined {
  return storedField(value, 'path') ?? (value.texts ? value : undefined);
}

/** `command(code='./src', command='python train.py --data ${{inputs.data}}', inputs={…})`. */
export const commandRule: Rule = (call, machine) => {
  const own = within(machine, stringOf(argument(call, undefined, 'name', 'display_name')) ?? 'command');
  const { cell, value } = machine.instance(call, 'azureml.Component', NO_FLOW);
  for (const [name, each] of call.named) cell.fields.set(name, each);
  const values = declareData(
    call,
    own,
    argument(call, undefined, 'inputs'),
    argument(call, undefined, 'outputs'),
  );
  const command = stringOf(argument(call, undefined, 'command'));
  if (command !== undefined)
    startText(
      call,
      own,
      command,
      stringOf(argument(call, undefined, 'code')),
      values,
      argument(call, undefined, 'environment_variables'),
    );
  return value;
};

/** `load_component(source='component.yml')`: a component that runs when it is called. */
export const loadComponentRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'azureml.Component', NO_FLOW);
  const source = stringOf(argument(call, 0, 'source', 'path'));
  const config = source === undefined ? undefined : machine.config(source);
  for (const [name, each] of config?.fields ?? []) cell.fields.set(name, each);
  if (source !== undefined) cell.fields.set('source', constant(source));
  if (!config) machine.unresolved(call, `the component ${source ?? ''} is not a file of the repository`);
  return value;
};

export const callComponentRule: Rule = (call, machine) => {
  const text = (name: string): string | undefined => stringOf(storedField(call.receiver, name));
  const name = text('name') ?? text('display_name') ?? 'component';
  const own = within(machine, name);
  const values = declareData(call, own, dictOf(call.named), undefined);
  const outputs = new Map<string, Value>();
  for (const output of storedField(call.receiver, 'outputs')?.fields?.keys() ?? []) {
    const path = constant(
      `azureml://jobs/${currentGraph(machine) ?? stemOfFile(machine)}/${name}/${output}`,
      'inferred',
    );
    outputs.set(output, path);
    values.set(output, path);
  }
  const command = text('command');
  const source = text('source') ?? '';
  const folder = joinFolder(
    source.includes('/') ? source.replace(/\/[^/]*$/, '') : undefined,
    text('code') ?? '.',
  );
  if (command !== undefined)
    startText(call, own, command, folder.replace(/(^|\/)\.\/?$/, ''), values, undefined);
  return { fields: new Map([['outputs', dictOf(outputs)]]), flow: NO_FLOW };
};

/** Version 1: `ScriptRunConfig` and `PythonScriptStep`. */
export const scriptRule: Rule = (call, machine) => {
  const folder = stringOf(argument(call, undefined, 'source_directory'));
  const script = stringOf(argument(call, undefined, 'script', 'script_name', 'entry_script'));
  const name = stringOf(argument(call, undefined, 'name')) ?? script ?? 'script';
  const own = within(machine, name);
  const inputs = argument(call, undefined, 'inputs')?.items ?? [];
  const words = wordsOf(argument(call, undefined, 'arguments'));
  if (script !== undefined)
    own.start(
      call,
      joinFolder(folder, script),
      words,
      environmentOf(argument(call, undefined, 'environment_variables')),
    );
  return (
    machine.instance(call, 'azureml.Step', inputs.map((each) => flowOf(each)).reduce(joinFlows, NO_FLOW))
      .value ?? NOTHING
  );
};
