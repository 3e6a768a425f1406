import type { Call, Library, Machine, Rule } from '../../interpreter/machine.js';
import { NO_FLOW } from '../../values/flow.js';
import { stringOf, stringsOf } from '../../values/texts.js';
import { constant, dictOf, listOf, NOTHING, unknown, type Value } from '../../values/value.js';
import { argument, storedField } from '../arguments.js';
import { composeConfig } from './composeConfig.js';
import { asFields } from './mergeValues.js';

const MAIN = 'hydra.Main';

/** The folder of configurations, from the root of the repository; `from` is the file that names it. */
function folderOf(path: string | undefined, from: string): string {
  const parts = from.split('/').slice(0, -1);
  for (const part of (path ?? '').split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return path?.startsWith('/') ? path : parts.join('/');
}

/** `@hydra.main(config_path, config_name)`. */
const mainRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, MAIN, NO_FLOW);
  const [callable, ...rest] = call.args;
  if (callable) cell.fields.set('callable', callable);
  const path = argument(call, undefined, 'config_path') ?? rest[0];
  const name = argument(call, undefined, 'config_name') ?? rest[1];
  cell.fields.set('folder', constant(folderOf(stringOf(path), machine.path)));
  cell.fields.set('name', constant(stringOf(name) ?? 'config'));
  return value;
};

function composed(machine: Machine, folder: string, name: string, words: readonly string[]): Value {
  return (
    composeConfig(machine, folder, name, words) ?? unknown(`the repository has no configuration ${name}`)
  );
}

function chosenName(words: readonly string[], fallback: string): string {
  const at = words.findIndex((word) => word === '--config-name' || word === '-cn');
  return (
    words.find((word) => word.startsWith('--config-name='))?.slice('--config-name='.length) ??
    (at >= 0 ? words[at + 1] : undefined) ??
    fallback
  );
}

const callMainRule: Rule = (call, machine) => {
  const [folder, name] = [storedField(call.receiver, 'folder'), storedField(call.receiver, 'name')].map(
    stringOf,
  );
  const words = machine.commandLine ?? [];
  const config = call.args[0] ?? composed(machine, folder ?? '', chosenName(words, name ?? 'config'), words);
  return machine.call(storedField(call.receiver, 'callable') ?? NOTHING, [config], call);
};

const initializeRule: Rule = (call, machine) => {
  const path =
    stringOf(argument(call, call.name.endsWith('dir') ? undefined : 1, 'config_path', 'config_dir')) ??
    stringOf(call.args[0]);
  const folder = call.name.endsWith('dir') ? (path ?? '') : folderOf(path, machine.path);
  machine.memory('hydra', 'activity').fields.set('folder', constant(folder));
  return NOTHING;
};

const composeRule: Rule = (call, machine) => {
  const folder = stringOf(machine.memory('hydra', 'activity').fields.get('folder')) ?? '';
  const words = stringsOf(argument(call, 1, 'overrides'));
  return composed(machine, folder, stringOf(argument(call, 0, 'config_name')) ?? 'config', words);
};

/** `instantiate(cfg.model)`: calls what `_target_` names with the other entries. */
function instantiate(
  call: Call,
  machine: Machine,
  config: Value,
  more: ReadonlyMap<string, Value>,
  depth = 0,
): Value {
  if (config.items && depth < 6)
    return listOf(config.items.map((item) => instantiate(call, machine, item, new Map(), depth + 1)));
  const fields = asFields(config);
  const target = stringOf(fields?.get('_target_'));
  if (!fields || depth > 6) return config;
  const inner = [...fields]
    .filter(([name]) => !/^_\w+_$/.test(name))
    .map(([name, value]) => [name, instantiate(call, machine, value, new Map(), depth + 1)] as const);
  if (target === undefined) return dictOf(new Map([...inner, ...more]));
  return machine.call(
    machine.imported(target),
    fields.get('_args_')?.items ?? [],
    call,
    new Map([...inner, ...more]),
  );
}

const instantiateRule: Rule = (call, machine) =>
  instantiate(
    call,
    machine,
    argument(call, 0, 'config') ?? NOTHING,
    new Map([...call.named].filter(([name]) => name !== 'config')),
  );

/** Hydra: configurations composed from groups of files, overridden on the command line. */
export const hydra: Library = {
  name: 'hydra',
  functions: {
    'hydra.compose': composeRule,
    'hydra.initialize': initializeRule,
    'hydra.initialize_config_dir': initializeRule,
    'hydra.experimental.compose': composeRule,
    'hydra.experimental.initialize': initializeRule,
    'hydra.utils.instantiate': instantiateRule,
    'hydra.utils.call': instantiateRule,
    'hydra.utils.get_class': (call, machine) => machine.imported(stringOf(call.args[0]) ?? ''),
    'hydra.utils.to_absolute_path': (call) => call.args[0] ?? NOTHING,
    'hydra.utils.get_original_cwd': () => constant('.'),
  },
  methods: { [`${MAIN}.__call__`]: callMainRule },
  decorators: { 'hydra.main': mainRule },
};
