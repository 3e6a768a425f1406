import type { Library, Rule } from '../../../interpreter/machine.js';
import { isEmptyFlow } from '../../../values/flow.js';
import { stringsOf } from '../../../values/texts.js';
import { constant, flowOf, NOTHING, type Value } from '../../../values/value.js';
import { itself } from '../../accessRules.js';
import { environmentValue } from './environmentValue.js';

const environmentRule: Rule = (call, machine) => {
  const [name] = stringsOf(call.args[0]);
  return name === undefined ? NOTHING : environmentValue(machine, name);
};

/** `env:"NAME" envDefault:"value"`: how packages fill a struct from the environment. */
const tagRule: Rule = (call, machine) => {
  const [field = '', tag = ''] = [stringsOf(call.args[0])[0], stringsOf(call.args[1])[0]];
  const part = (name: string): string | undefined => new RegExp(`\\b${name}:"([^"]*)"`).exec(tag)?.[1];
  const name = part('env')?.split(',')[0] || part('envconfig');
  const fallback = part('envDefault') ?? part('default') ?? part('env-default');
  const given = name === undefined ? undefined : machine.environment(name);
  if (given !== undefined) return constant(given, 'inferred');
  return fallback === undefined ? environmentValue(machine, name || field) : constant(fallback, 'inferred');
};

const SETTINGS = [
  'config.yaml',
  'config.yml',
  'config.json',
  'config.toml',
  'config/config.yaml',
  'configs/config.yaml',
  '.env',
];

/** `viper.GetString("a.b")`: what was set, a file of settings, or the environment. */
const viperRule: Rule = (call, machine) => {
  const [key] = stringsOf(call.args[0]);
  if (key === undefined) return NOTHING;
  const given = machine.environment(key.replace(/[.-]/g, '_').toUpperCase());
  if (given !== undefined) return constant(given, 'inferred');
  for (const file of SETTINGS) {
    const found = key
      .split('.')
      .reduce<Value | undefined>((value, part) => value?.fields?.get(part), machine.config(file));
    if (found?.texts) return found;
  }
  const known = machine.memory('go.viper', 'repository').fields.get(key);
  return known ?? environmentValue(machine, key.split('.').at(-1) ?? key);
};

const viperDefaultRule: Rule = (call, machine) => {
  const [key] = stringsOf(call.args[0]);
  const [, value] = call.args;
  if (key !== undefined && value) machine.memory('go.viper', 'repository').fields.set(key, value);
  return NOTHING;
};

const VIPER = ['GetString', 'Get', 'GetInt', 'GetStringSlice', 'GetBool', 'GetDuration'];

/** The environment, tags that read it, and viper. */
export const goSettings: Library = {
  name: 'goSettings',
  languages: ['go'],
  functions: {
    'go.tag': tagRule,
    'os.Getenv': environmentRule,
    'os.LookupEnv': environmentRule,
    'syscall.Getenv': environmentRule,
    ...Object.fromEntries(VIPER.map((name) => [`github.com/spf13/viper.${name}`, viperRule])),
    'github.com/spf13/viper.SetDefault': viperDefaultRule,
    'github.com/spf13/viper.Set': viperDefaultRule,
  },
  methods: {
    ...Object.fromEntries(VIPER.map((name) => [`github.com/spf13/viper.Viper.${name}`, viperRule])),
    '*.GetString': (call, machine) => {
      const [name] = stringsOf(call.args[0]);
      return name === undefined || (call.receiver && !isEmptyFlow(flowOf(call.receiver)))
        ? itself(call, machine)
        : viperRule(call, machine);
    },
  },
};
