import { ENTRIES } from '../../interpreter/evaluateIndex.js';
import type { Call, Library, Machine, Rule } from '../../interpreter/machine.js';
import { NO_FLOW } from '../../values/flow.js';
import { stringOf, stringsOf } from '../../values/texts.js';
import { carrying, constant, dictOf, listOf, NOTHING, unknown, type Value } from '../../values/value.js';
import { argument, callFlow, cellsOf, storedField } from '../arguments.js';
import { hole } from './environmentValue.js';
import { mergeValues } from './mergeValues.js';

const PARSER = 'configparser.Parser';

const parserRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, PARSER, NO_FLOW);
  cell.fields.set(ENTRIES, dictOf(new Map()));
  return value;
};

function addConfig(call: Call, config: Value | undefined): void {
  for (const cell of cellsOf(call.receiver)) {
    if (config) cell.fields.set(ENTRIES, mergeValues(cell.fields.get(ENTRIES), config));
  }
}

const readRule: Rule = (call, machine) => {
  for (const path of stringsOf(argument(call, 0, 'filenames'))) addConfig(call, machine.config(path));
  return NOTHING;
};

const readFileRule: Rule = (call) => {
  addConfig(call, storedField(argument(call, 0, 'f'), 'config'));
  return NOTHING;
};

const readDictRule: Rule = (call) => {
  addConfig(call, argument(call, 0, 'dictionary'));
  return NOTHING;
};

function entry(call: Call, section: string, option: string): Value | undefined {
  const fields = storedField(call.receiver, ENTRIES)?.fields;
  const entries = fields?.get(section)?.fields ?? fields?.get('DEFAULT')?.fields;
  return entries?.get(option) ?? entries?.get(option.toLowerCase());
}

/** `properties.get('a.b').data`. */
function property(call: Call, key: string): Value {
  const value = storedField(call.receiver, ENTRIES)?.fields?.get(key);
  return value
    ? { ...value, fields: new Map([...(value.fields ?? []), ['data', value]]) }
    : hole(key, 'property');
}

/** `parser.get('section', 'option', fallback=…)`. */
const getRule: Rule = (call) => {
  const [section, option] = [stringOf(argument(call, 0, 'section')), stringOf(argument(call, 1, 'option'))];
  if (section !== undefined && option === undefined) return property(call, section);
  if (section === undefined || option === undefined) return unknown('an option that is not known');
  return entry(call, section, option) ?? argument(call, undefined, 'fallback') ?? hole(option, 'option');
};

const itemsRule: Rule = (call) => {
  const section = stringOf(argument(call, 0, 'section'));
  const fields =
    section === undefined ? undefined : storedField(call.receiver, ENTRIES)?.fields?.get(section)?.fields;
  return listOf([...(fields ?? [])].map(([name, value]) => listOf([constant(name), value])));
};

/** What a path or an open file holds. */
function configOf(machine: Machine, source: Value | undefined): Value | undefined {
  const [config] = stringsOf(source).flatMap((path) => machine.config(path) ?? []);
  return config ?? storedField(source, 'config');
}

/** `YAML().load(path)`, `anyconfig.load(path)`, `Box.from_yaml(filename=…)`. */
const loadRule: Rule = (call, machine) => {
  const source = argument(call, 0, 'filename', 'path', 'path_or_stream', 'stream', 'paths', 'fp');
  const several = source?.items?.flatMap((item) => configOf(machine, item) ?? []);
  const merged = several?.reduce((left, right) => mergeValues(left, right), dictOf(new Map()));
  return merged ?? configOf(machine, source) ?? carrying(callFlow(call));
};

/** `Box(dictionary)`, `EasyDict(**settings)`: attributes are entries. */
const wrapRule: Rule = (call, machine) => {
  const [given] = call.args;
  const path = stringOf(given);
  const base = path === undefined ? given : (machine.config(path) ?? given);
  const fields = new Map([...(base?.fields ?? []), ...call.named]);
  return { ...dictOf(fields), flow: base?.flow ?? NO_FLOW };
};

/** `dotenv_values('.env')`. */
const valuesRule: Rule = (call, machine) => {
  const path = stringOf(argument(call, 0, 'dotenv_path')) ?? '.env';
  return machine.config(path) ?? dictOf(new Map());
};

/** `Properties().load(handle)` of Java's files. */
const propertiesRule: Rule = (call) => {
  addConfig(call, storedField(argument(call, 0, 'source_data'), 'config'));
  return NOTHING;
};

function withBothCases(value: Value): Value {
  const fields = new Map(value.fields);
  for (const [name, field] of value.fields ?? []) {
    for (const other of [name.toUpperCase(), name.toLowerCase()])
      if (!fields.has(other)) fields.set(other, field);
  }
  return dictOf(fields);
}

/** `Dynaconf(settings_files=[…], environments=True, envvar_prefix='APP')`. */
const dynaconfRule: Rule = (call, machine) => {
  const files = stringsOf(
    argument(call, undefined, 'settings_files', 'settings_file', 'SETTINGS_FILE_FOR_DYNACONF', 'preload'),
  );
  const named =
    files.length > 0 ? files : ['settings.toml', 'settings.yaml', 'settings.json', 'settings.ini'];
  const loaded = named
    .flatMap((path) => machine.config(path) ?? [])
    .reduce((left, right) => mergeValues(left, right), dictOf(new Map()));
  const layers = ['default', 'development', 'global'].flatMap((name) => loaded.fields?.get(name) ?? []);
  const merged = layers.some((layer) => layer.fields)
    ? layers.reduce((left, right) => mergeValues(left, right), loaded)
    : loaded;
  const prefix = stringOf(argument(call, undefined, 'envvar_prefix')) ?? 'DYNACONF';
  const fields = new Map(withBothCases(merged).fields);
  for (const name of [...fields.keys()]) {
    const given = machine.environment(`${prefix}_${name.toUpperCase()}`);
    if (given !== undefined) fields.set(name, constant(given, 'inferred'));
  }
  return dictOf(fields);
};

const LOADERS = [
  ...[
    'ruamel.yaml.load',
    'ruamel.yaml.safe_load',
    'ruamel.yaml.round_trip_load',
    'oyaml.safe_load',
    'oyaml.load',
    'anyconfig.load',
  ],
  ...[
    'toml.load',
    'pytoml.load',
    'tomlkit.load',
    'hjson.load',
    'json5.load',
    'commentjson.load',
    'jsonlines.open',
    'box.Box.from_yaml',
  ],
  ...[
    'box.Box.from_json',
    'box.Box.from_toml',
    'munch.Munch.fromYAML',
    'pyhocon.ConfigFactory.parse_file',
    'confuse.load_yaml',
  ],
];
const WRAPPERS = [
  ...[
    'box.Box',
    'box.ConfigBox',
    'box.SBox',
    'munch.Munch',
    'munch.munchify',
    'munch.Munch.fromDict',
    'easydict.EasyDict',
  ],
  ...[
    'addict.Dict',
    'dotmap.DotMap',
    'attrdict.AttrDict',
    'ml_collections.ConfigDict',
    'ml_collections.config_dict.ConfigDict',
  ],
  ...[
    'yacs.config.CfgNode',
    'edict',
    'argparse.Namespace',
    'types.MappingProxyType',
    'ml_collections.FrozenConfigDict',
    'prodict.Prodict',
  ],
];

/** Configuration files and the dictionaries with attributes that hold them. */
export const configFiles: Library = {
  name: 'configFiles',
  touchesData: false,
  functions: {
    'configparser.ConfigParser': parserRule,
    'configparser.RawConfigParser': parserRule,
    'configparser.SafeConfigParser': parserRule,
    'ConfigParser.ConfigParser': parserRule,
    'ruamel.yaml.YAML': (call, machine) => machine.instance(call, 'ruamel.Yaml', NO_FLOW).value,
    'jproperties.Properties': parserRule,
    'dotenv.dotenv_values': valuesRule,
    'dynaconf.Dynaconf': dynaconfRule,
    'dynaconf.LazySettings': dynaconfRule,
    ...Object.fromEntries(LOADERS.map((name) => [name, loadRule])),
    ...Object.fromEntries(WRAPPERS.map((name) => [name, wrapRule])),
  },
  methods: {
    [`${PARSER}.read`]: readRule,
    [`${PARSER}.read_file`]: readFileRule,
    [`${PARSER}.readfp`]: readFileRule,
    [`${PARSER}.read_dict`]: readDictRule,
    ...Object.fromEntries(
      ['get', 'getint', 'getfloat', 'getboolean'].map((name) => [`${PARSER}.${name}`, getRule]),
    ),
    [`${PARSER}.items`]: itemsRule,
    [`${PARSER}.load`]: propertiesRule,
    'ruamel.Yaml.load': loadRule,
  },
  names: { 'dynaconf.settings': dynaconfRule },
};
