import type { Library, Rule } from '../../../interpreter/machine.js';
import { NO_FLOW } from '../../../values/flow.js';
import { stringOf, stringsOf } from '../../../values/texts.js';
import { constant, dictOf, join, NOTHING, referring, unknown } from '../../../values/value.js';
import { cellsOf, storedField } from '../../arguments.js';
import { firstRule, hole, inferred, JVM, keep, makeRule, selfRule, spelled, under } from '../jvmValues.js';
import { at, ROOTS, resolved, setting } from './setting.js';

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
    '*.OptionParser': makeRule('scopt.Parser'),
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
    '*.copy': copyRule,
    'jvm.Map.load': loadPropertiesRule,
    '*.getResourceAsStream': streamRule,
    '*.getResource': streamRule,
    '*.Resources.getResource': firstRule,
    '*.Option.apply': eitherRule,
  },
};
