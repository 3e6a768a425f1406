import type { Call, Library, Machine, Rule } from '../../interpreter/machine.js';
import { NO_FLOW } from '../../values/flow.js';
import { concatenate, mapTexts, stringOf } from '../../values/texts.js';
import { constant, NOTHING, type Value } from '../../values/value.js';
import { argument, cellsOf, storedField } from '../arguments.js';
import { environmentValue } from './environmentValue.js';

const ENVIRONMENT = 'environs.Env';
const PREFIX = 'prefix';
/** Variables that the code sets unless they are set. */
const DEFAULTS = 'environment defaults';

/** `config('NAME', default=…)`, `env.str('NAME', 'default')`. */
const nameRule: Rule = (call, machine) => {
  const name = stringOf(argument(call, 0, 'option', 'var', 'key', 'name'));
  if (name === undefined) return NOTHING;
  const prefix = stringOf(storedField(call.receiver, PREFIX)) ?? '';
  return environmentValue(machine, `${prefix}${name}`, argument(call, 1, 'default'));
};

/** `os.getenv('NAME', 'default')`: what the code itself sets as a default comes last. */
const getenvRule: Rule = (call, machine) => {
  const name = stringOf(argument(call, 0, 'key', 'variable'));
  if (name === undefined) return argument(call, 1, 'default') ?? NOTHING;
  const set = machine.memory(DEFAULTS, 'repository').fields.get(name);
  return environmentValue(machine, name, argument(call, 1, 'default') ?? set);
};

const readerRule: Rule = (call, machine) => machine.instance(call, ENVIRONMENT, NO_FLOW).value;

/** `with env.prefixed('APP_'):` holds from there on; it is never left, as blocks are not seen to end. */
const prefixRule: Rule = (call) => {
  const prefix = argument(call, 0, 'prefix');
  for (const cell of cellsOf(call.receiver)) if (prefix) cell.fields.set(PREFIX, prefix);
  return call.receiver ?? NOTHING;
};

/** `os.environ.setdefault('NAME', 'value')`. */
const setDefaultRule: Rule = (call, machine) => {
  const [name, value] = [stringOf(argument(call, 0, 'key')), argument(call, 1, 'default', 'value')];
  if (name === undefined) return NOTHING;
  if (value) machine.memory(DEFAULTS, 'repository').fields.set(name, value);
  return environmentValue(machine, name, value);
};

/** `$NAME` and `${NAME}` in a path. */
function expanded(call: Call, machine: Machine, text: string): Value {
  const parts: Value[] = [];
  let from = 0;
  for (const match of text.matchAll(/\$(?:\{(\w+)\}|(\w+))/g)) {
    parts.push(
      constant(text.slice(from, match.index)),
      environmentValue(machine, match[1] ?? match[2] ?? ''),
    );
    from = match.index + match[0].length;
  }
  return from === 0 ? (call.args[0] ?? NOTHING) : concatenate([...parts, constant(text.slice(from))]);
}

const expandRule: Rule = (call, machine) => {
  const text = stringOf(call.args[0]);
  return text === undefined ? (call.args[0] ?? NOTHING) : expanded(call, machine, text);
};

/** Settings of Django: the module that the environment names. */
const djangoRule: Rule = (_call, machine) => {
  const set = machine.memory(DEFAULTS, 'repository').fields.get('DJANGO_SETTINGS_MODULE');
  const module = machine.environment('DJANGO_SETTINGS_MODULE') ?? stringOf(set);
  return module === undefined
    ? { references: [{ kind: 'external', name: 'django.conf.settings' }], flow: NO_FLOW }
    : machine.imported(module);
};

/** `spec_from_file_location(name, path)` and `module_from_spec(spec)`: the file as a module. */
const fileModuleRule: Rule = (call, machine) => {
  const path = stringOf(argument(call, 1, 'location'));
  return path === undefined
    ? NOTHING
    : machine.imported(
        path
          .replace(/\.py$/, '')
          .replace(/^[./]+/, '')
          .replaceAll('/', '.'),
      );
};

const sameRule: Rule = (call) => call.args[0] ?? NOTHING;
const pathRule: Rule = (call, machine) => mapTexts(nameRule(call, machine), (text) => text);

const TYPES = [
  'str',
  'int',
  'float',
  'bool',
  'list',
  'dict',
  'json',
  'url',
  'db',
  'db_url',
  'enum',
  'date',
  'log_level',
];

/** Readers of environment variables, and modules found by what the environment says. */
export const environmentReaders: Library = {
  name: 'environmentReaders',
  touchesData: false,
  functions: {
    'os.getenv': getenvRule,
    'os.environ.get': getenvRule,
    'os.environ[]': getenvRule,
    'os.environb.get': getenvRule,
    'decouple.config': nameRule,
    'environs.Env': readerRule,
    'environs.env': nameRule,
    'environ.Env': readerRule,
    'starlette.config.Config': readerRule,
    'decouple.Config': readerRule,
    'decouple.AutoConfig': readerRule,
    'os.environ.setdefault': setDefaultRule,
    'os.path.expandvars': expandRule,
    'importlib.util.spec_from_file_location': fileModuleRule,
    'importlib.util.module_from_spec': sameRule,
  },
  methods: {
    [`${ENVIRONMENT}.__call__`]: nameRule,
    ...Object.fromEntries(TYPES.map((type) => [`${ENVIRONMENT}.${type}`, nameRule])),
    [`${ENVIRONMENT}.path`]: pathRule,
    [`${ENVIRONMENT}.prefixed`]: prefixRule,
  },
  names: { 'django.conf.settings': djangoRule },
};
