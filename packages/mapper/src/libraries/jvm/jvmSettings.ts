import type { Library, Machine, Rule } from '../../interpreter/machine.js';
import { NO_FLOW } from '../../values/flow.js';
import { stringOf, stringsOf } from '../../values/texts.js';
import {
  constant,
  dictOf,
  join,
  listOf,
  NOTHING,
  referring,
  unknown,
  type Value,
} from '../../values/value.js';
import { cellsOf, storedField } from '../arguments.js';
import { firstRule, hole, inferred, JVM, keep, makeRule, selfRule, spelled, under } from './jvmValues.js';

const ROOTS = [
  '',
  'src/main/resources/',
  'conf/',
  'config/',
  'app/src/main/resources/',
  'core/src/main/resources/',
];
const FILES = [
  'application.conf',
  'application.yml',
  'application.yaml',
  'application.properties',
  'reference.conf',
  'config.properties',
  'bootstrap.yml',
];
const REFERENCE = /\$\{([^:}]+)(?::([^}]*))?\}/g;
const MAXIMUM_DEPTH = 4;

/** Every file of settings that a JVM program finds on its class path, beside its own sources first. */
function settingsFiles(machine: Machine): Value[] {
  const module = /^(.*?)src\/(?:main|test)\//.exec(machine.path)?.[1] ?? '';
  const roots = module === '' ? ROOTS : [`${module}src/main/resources/`, ...ROOTS];
  return roots.flatMap((root) => FILES.flatMap((file) => machine.config(`${root}${file}`) ?? []));
}

/** The value at a dotted path, whether the file nests its keys or writes them out. */
function at(value: Value, path: string): Value | undefined {
  const written = value.fields?.get(path);
  if (written) return written;
  const parts = path.split('.');
  for (let cut = parts.length - 1; cut > 0; cut -= 1) {
    const inner = value.fields?.get(parts.slice(0, cut).join('.'));
    const found = inner ? at(inner, parts.slice(cut).join('.')) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** What a reference in a setting stands for: a variable, another setting, or its default. */
function referenced(
  machine: Machine,
  name: string,
  fallback: string | undefined,
  depth: number,
): string | undefined {
  const given = machine.environment(name);
  if (given !== undefined) return given;
  const other = settingsFiles(machine).flatMap((file) => at(file, name) ?? [])[0];
  const known = other && depth < MAXIMUM_DEPTH ? resolved(machine, other, depth + 1) : undefined;
  return known?.texts?.every((text) => text.confidence !== 'possible') ? spelled(known) : fallback;
}

/** A setting with what its references stand for; one that nothing gives stays as a hole. */
function resolved(machine: Machine, value: Value, depth = 0): Value {
  const text = stringOf(value);
  if (text === undefined || !text.includes('${')) return inferred(value);
  let missing: string | undefined;
  const filled = text.replace(REFERENCE, (_all, name: string, fallback: string | undefined) => {
    const known = referenced(machine, name, fallback, depth);
    if (known === undefined) missing = name;
    return known ?? `{${name}}`;
  });
  if (missing === undefined) return constant(filled, 'inferred');
  return {
    ...constant(filled, 'possible'),
    why: `setting ${missing} has no value in the repository`,
    hint: missing,
  };
}

/** The value of a setting by its key; its default, else its name as a hole. */
export function setting(machine: Machine, key: string, fallback: Value | undefined): Value {
  const given = machine.environment(key) ?? machine.environment(key.toUpperCase().replace(/[.-]/g, '_'));
  if (given !== undefined) return constant(given, 'inferred');
  const found = settingsFiles(machine).flatMap((file) => at(file, key) ?? at(file, camel(key)) ?? [])[0];
  if (found) return resolved(machine, found);
  const usable = fallback?.texts?.some((text) => text.value !== null);
  if (fallback && usable) return inferred(fallback);
  return hole(key, `setting ${key} has no value in the repository`);
}

function camel(key: string): string {
  return key.replace(/-([a-z])/g, (_all, letter: string) => letter.toUpperCase());
}

const settingRule: Rule = (call, machine) => setting(machine, stringOf(call.args[0]) ?? '', call.args[1]);

const environmentRule: Rule = (call, machine) => {
  const name = spelled(call.args[0]);
  if (name === undefined) return referring({ kind: 'external', name: '<environment>' });
  const given = machine.environment(name);
  if (given !== undefined) return constant(given, 'inferred');
  return call.args[1]
    ? inferred(call.args[1])
    : hole(name, `environment variable ${name} has no value in the repository`);
};

const propertyRule: Rule = (call, machine) =>
  setting(machine, spelled(call.args[0]) ?? 'property', call.args[1]);

/** A configuration below a path: keys are looked up from there. */
const configRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'jvm.Config', NO_FLOW);
  const file = spelled(call.args[0]);
  const loaded =
    file === undefined
      ? undefined
      : ROOTS.flatMap(
          (root) => machine.config(`${root}${file}`) ?? machine.config(`${root}${file}.conf`) ?? [],
        )[0];
  if (loaded) cell.fields.set('<file>', loaded);
  return value;
};

const belowRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'jvm.Config', NO_FLOW);
  const prefix = spelled(storedField(call.receiver, '<prefix>'));
  const file = storedField(call.receiver, '<file>');
  const own = spelled(call.args[0]) ?? '';
  cell.fields.set('<prefix>', constant(prefix === undefined ? own : `${prefix}.${own}`));
  if (file) cell.fields.set('<file>', file);
  return value;
};

const readSettingRule: Rule = (call, machine) => {
  const prefix = spelled(storedField(call.receiver, '<prefix>'));
  const key = spelled(call.args[0]);
  if (key === undefined) return unknown('a setting');
  const full = prefix === undefined ? key : `${prefix}.${key}`;
  const file = storedField(call.receiver, '<file>');
  const found = file ? at(file, full) : undefined;
  return found ? resolved(machine, found) : setting(machine, full, call.args[1]);
};

/** Words of the command line. */
const wordsRule: Rule = (_call, machine) => {
  const words = machine.commandLine;
  return words
    ? listOf(words.map((word) => constant(word, 'inferred')))
    : unknown('the words of the command line', 'args');
};

const wordRule: Rule = (call, machine) => {
  const position = call.args[0]?.texts?.[0]?.value;
  const word = typeof position === 'number' ? machine.commandLine?.[position] : undefined;
  return word !== undefined
    ? constant(word, 'inferred')
    : hole(`args${position ?? ''}`, 'command-line word has no value');
};

function optionWord(words: readonly string[], names: readonly string[]): string | undefined {
  for (const [index, word] of words.entries()) {
    const [key = '', ...value] = word.split('=');
    if (names.includes(key)) return value.length > 0 ? value.join('=') : words[index + 1];
  }
  return undefined;
}

function option(machine: Machine, name: string, fallback: Value | undefined): Value {
  const plain = name.replace(/^-+/, '');
  const word = optionWord(machine.commandLine ?? [], [`--${plain}`, `-${plain}`]);
  if (word !== undefined) return constant(word, 'inferred');
  const usable = fallback?.texts?.some((text) => text.value !== null) || fallback?.items;
  return fallback && usable ? inferred(fallback) : hole(plain, `command-line option ${plain} has no value`);
}

/** `ParameterTool.fromArgs(args).get("input", default)`, `line.getOptionValue("input")`, Scallop. */
const optionRule: Rule = (call, machine) =>
  option(machine, spelled(call.args[0]) ?? 'option', call.args[1] ?? call.named.get('default'));

/** A parser of scopt: options are declared by name, and an action copies each into the configuration. */
const scoptOptionRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'scopt.Option', NO_FLOW);
  cell.fields.set('<name>', call.args.at(-1) ?? call.args[0] ?? NOTHING);
  return value;
};

/** `.action((x, c) => c.copy(input = x))`: what the option sets, remembered for `parse`. */
const scoptActionRule: Rule = (call, machine) => {
  const name = spelled(storedField(call.receiver, '<name>')) ?? 'option';
  const [callee] = call.args;
  const given = machine.commandLine ? option(machine, name, undefined) : unknown('an option', name);
  const copied = callee
    ? machine.call(callee, [given, referring({ kind: 'external', name: '<config>' })], call)
    : NOTHING;
  for (const [field, value] of copied.fields ?? [])
    machine.catalogue('scopt', `${machine.path}|${field}`, { location: spelled(value) ?? `{${name}}` });
  return call.receiver ?? NOTHING;
};

/** The defaults of the configuration, with what the command line says instead. */
const scoptParseRule: Rule = (call, machine) => {
  const configuration = call.args.find((each) => cellsOf(each).length > 0);
  for (const cell of cellsOf(configuration)) {
    for (const [name, value] of cell.fields) {
      const known = machine.catalogued('scopt', `${machine.path}|${name}`);
      const word =
        machine.commandLine && known && !known.location.startsWith('{')
          ? constant(known.location, 'inferred')
          : undefined;
      cell.fields.set(name, word ?? optionDefault(machine, name, value));
    }
  }
  return configuration ?? unknown('the parsed command line');
};

function optionDefault(machine: Machine, name: string, value: Value): Value {
  const given = optionWord(machine.commandLine ?? [], [
    `--${name}`,
    `--${name.replace(/([A-Z])/g, '-$1').toLowerCase()}`,
  ]);
  if (given !== undefined) return constant(given, 'inferred');
  const empty = value.texts?.every((text) => text.value === null || text.value === '') ?? false;
  return empty ? hole(name, `command-line option ${name} has no value`) : inferred(value);
}

/** `config.copy(input = x)`: a new object with some fields changed. */
const copyRule: Rule = (call, machine) => {
  const [own] = cellsOf(call.receiver);
  if (!own) return dictOf(call.named);
  const { cell, value } = machine.instance(call, own.type, NO_FLOW);
  for (const [name, field] of [...own.fields, ...call.named]) cell.fields.set(name, field);
  return value;
};

/** `properties.load(stream)`: the keys of the file. */
const loadPropertiesRule: Rule = (call, machine) => {
  const paths = stringsOf(call.args[0]).flatMap((path) =>
    ROOTS.flatMap((root) => machine.config(`${root}${path.replace(/^\//, '')}`) ?? []),
  );
  for (const file of paths)
    for (const [key, value] of file.fields ?? []) keep(call.receiver, key, inferred(value));
  return NOTHING;
};

const streamRule: Rule = (call) => call.args[0] ?? NOTHING;

/** `sys.env("NAME")` reads like a call, `sys.env.getOrElse("NAME", default)` like a map. */
const envGetRule: Rule = (call, machine) => environmentRule(call, machine);

const eitherRule: Rule = (call) => join(call.args[0] ?? NOTHING, call.args[1] ?? NOTHING);

const GETTERS = [
  'getString',
  'get',
  'getStringList',
  'getInt',
  'as',
  'getProperty',
  'getRequiredProperty',
  'getLong',
  'getBoolean',
  'getOptional',
  'getValue',
];

/** Environment, properties, files of settings, and command lines. */
export const jvmSettings: Library = {
  name: 'jvmSettings',
  languages: JVM,
  functions: {
    '<setting>': settingRule,
    '<words>': wordsRule,
    '<word>': wordRule,
  },
  methods: {
    '*.System.getenv': environmentRule,
    '*.sys.env': envGetRule,
    '*.env.getOrElse': envGetRule,
    '*.env.get': envGetRule,
    '*.props.getOrElse': propertyRule,
    '*.sys.props': propertyRule,
    '*.Properties.envOrElse': envGetRule,
    '*.Properties.propOrElse': propertyRule,
    '*.System.getProperty': propertyRule,
    '*.ConfigFactory.load': configRule,
    '*.ConfigFactory.parseResources': configRule,
    '*.ConfigFactory.parseFile': configRule,
    '*.ConfigFactory.defaultApplication': configRule,
    '*.ConfigSource.default': configRule,
    'jvm.Config.getConfig': belowRule,
    'jvm.Config.at': belowRule,
    'jvm.Config.withFallback': selfRule,
    'jvm.Config.resolve': selfRule,
    ...under(
      GETTERS.map((name) => `jvm.Config.${name}`),
      readSettingRule,
    ),
    ...under(
      [
        '*.Environment.getProperty',
        '*.Environment.getRequiredProperty',
        '*.Config.getString',
        '*.Config.getValue',
      ],
      readSettingRule,
    ),
    '*.Config.getConfig': belowRule,
    '*.ParameterTool.fromArgs': makeRule('jvm.Options'),
    '*.MultipleParameterTool.fromArgs': makeRule('jvm.Options'),
    '*.ParameterTool.fromPropertiesFile': configRule,
    '*.DefaultParser.parse': makeRule('jvm.Options'),
    '*.ScallopConf': makeRule('jvm.Options'),
    ...under(
      ['get', 'getRequired', 'getOptionValue', 'opt', 'trailArg', 'getInt'].map(
        (name) => `jvm.Options.${name}`,
      ),
      optionRule,
    ),
    '*.getOptionValue': optionRule,
    '*.OptionParser': makeRule('scopt.Parser'),
    '*.OParser.parse': scoptParseRule,
    '*.opt': scoptOptionRule,
    '*.arg': scoptOptionRule,
    ...under(
      [
        'text',
        'required',
        'optional',
        'valueName',
        'withFallback',
        'validate',
        'abbr',
        'children',
        'unbounded',
        'minOccurs',
      ].map((name) => `scopt.Option.${name}`),
      selfRule,
    ),
    'scopt.Option.action': scoptActionRule,
    '*.OptionParser.parse': scoptParseRule,
    'scopt.Parser.parse': scoptParseRule,
    '*.parser.parse': scoptParseRule,
    '*.copy': copyRule,
    'jvm.Map.load': loadPropertiesRule,
    '*.getResourceAsStream': streamRule,
    '*.getResource': streamRule,
    '*.Resources.getResource': firstRule,
    '*.Option.apply': eitherRule,
  },
};
