import type { Call, Library, Machine, Rule } from '../../../interpreter/machine.js';
import { joinFlows, NO_FLOW } from '../../../values/flow.js';
import { mapTexts, stringOf } from '../../../values/texts.js';
import { carrying, constant, flowOf, NOTHING, type Value } from '../../../values/value.js';
import { storedField } from '../../arguments.js';
import { dialectSpace } from '../javascriptDatabases.js';
import { dataOfArguments, entryOf, entryText, object } from '../javascriptValues.js';
import { read, rules, type Space, selfRule, sourceQueryRule, spaced, spaceOf, write } from './tableAccess.js';

// Object mappers: a model is a table with methods that read and write it.
function model(call: Call, machine: Machine, space: Space, table: Value | undefined): Value {
  return object(call, machine, 'js.Model', spaced(space, { table }));
}

/** `sequelize.define('user', {…}, { tableName: 'users' })`: without a name, the plural of the model's. */
const defineRule: Rule = (call, machine) => {
  const [name, , options] = call.args;
  const own = entryOf(options, 'tableName');
  const frozen = entryOf(options, 'freezeTableName')?.texts?.some((text) => text.value === true) ?? false;
  const plural = name && !frozen ? mapTexts(name, (text) => `${text}s`) : name;
  return model(call, machine, spaceOf(call.receiver), own ?? plural);
};

const modelReadRule: Rule = (call, machine) => {
  const flow = read(call, machine, spaceOf(call.receiver), storedField(call.receiver, 'table'));
  const included = entryOf(call.args[0], 'include');
  const others = (included?.items ?? (included ? [included] : [])).map((each) => {
    const other = entryOf(each, 'model') ?? each;
    return read(call, machine, spaceOf(other), storedField(other, 'table'));
  });
  return carrying(others.reduce(joinFlows, flow));
};

const modelWriteRule: Rule = (call, machine) => {
  write(
    call,
    machine,
    spaceOf(call.receiver),
    storedField(call.receiver, 'table'),
    dataOfArguments(call.args),
  );
  return carrying(dataOfArguments(call.args));
};

/** Mongoose: `mongoose.model('User', schema)` is the collection `users`. */
const mongooseModelRule: Rule = (call, machine) => {
  const [name, schema, collection] = call.args;
  const own = collection ?? storedField(schema, 'collection');
  const plural = name && mapTexts(name, (text) => pluralOf(text.toLowerCase()));
  return model(call, machine, { namespace: 'mongodb', prefix: '' }, own ?? plural);
};

function pluralOf(name: string): string {
  if (/(s|x|ch|sh)$/.test(name)) return `${name}es`;
  return /[^aeiou]y$/.test(name) ? `${name.slice(0, -1)}ies` : `${name}s`;
}

const schemaRule: Rule = (call, machine) =>
  object(call, machine, 'js.Schema', { collection: entryOf(call.args[1], 'collection') });

// TypeORM: repositories of classes that name their table.
function entityTable(entity: Value | undefined): Value | undefined {
  for (const reference of entity?.references ?? []) {
    if (reference.kind !== 'class') continue;
    for (const decorator of reference.definition.decorators) {
      if (decorator.kind !== 'call' || decorator.callee.kind !== 'name' || decorator.callee.name !== 'Entity')
        continue;
      const given = decorator.args[0]?.value;
      if (given?.kind === 'constant') return constant(given.value);
      const named =
        given?.kind === 'dict'
          ? given.entries.find(([key]) => key?.kind === 'constant' && key.value === 'name')?.[1]
          : undefined;
      if (named?.kind === 'constant') return constant(named.value);
      return constant(reference.definition.name.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase());
    }
  }
  return undefined;
}

const repositoryRule: Rule = (call, machine) => {
  const table =
    entityTable(call.args[0]) ?? (stringOf(call.args[0]) === undefined ? undefined : call.args[0]);
  return table ? model(call, machine, spaceOf(call.receiver), table) : carrying(NO_FLOW);
};

const managerReadRule: Rule = (call, machine) => {
  const table = entityTable(call.args[0]);
  return table
    ? carrying(read(call, machine, spaceOf(call.receiver), table))
    : carrying(call.receiver ? flowOf(call.receiver) : NO_FLOW);
};

const sourceRule: Rule = (call, machine) =>
  object(call, machine, 'js.Source', spaced(dialectSpace(call.args[0])));

const sequelizeRule: Rule = (call, machine) => {
  const settings = call.args.find((each) => each.fields) ?? call.args[0];
  const positional = call.args.length >= 3 && stringOf(call.args[0]) !== undefined;
  const space = dialectSpace(stringOf(call.args[0])?.includes('://') ? call.args[0] : settings);
  const database = positional && space.prefix === '' ? (stringOf(call.args[0]) ?? '') : space.prefix;
  return object(call, machine, 'js.Source', spaced({ ...space, prefix: database }));
};

/** `class User extends Model {}` with `User.init(fields, { tableName, sequelize })`. */
const initRule: Rule = (call, machine) => {
  const options = call.args[1];
  const source = entryOf(options, 'sequelize');
  const name = entryText(options, 'tableName') ?? entryText(options, 'modelName');
  if (!source || name === undefined) return NOTHING;
  return model(call, machine, spaceOf(source), constant(name));
};

const READS = [
  'findAll',
  'findOne',
  'findByPk',
  'findAndCountAll',
  'find',
  'findById',
  'findBy',
  'findOneBy',
  'aggregate',
  'count',
  'distinct',
  'createQueryBuilder',
  'findAndCount',
  'findOneOrFail',
  'countDocuments',
  'cursor',
  'watch',
];

const WRITES = [
  'create',
  'bulkCreate',
  'insertMany',
  'insert',
  'save',
  'update',
  'updateOne',
  'updateMany',
  'findOneAndUpdate',
  'findByIdAndUpdate',
  'upsert',
  'bulkWrite',
  'replaceOne',
  'increment',
];

/** Sequelize, TypeORM and Mongoose: classes and models that stand for tables. */
export const objectMappers: Library = {
  name: 'objectMappers',
  languages: ['javascript'],
  functions: {
    'sequelize.Sequelize': sequelizeRule,
    sequelize: sequelizeRule,
    'sequelize-typescript.Sequelize': sequelizeRule,
    'typeorm.DataSource': sourceRule,
    'typeorm.createConnection': sourceRule,
    'typeorm.getRepository': repositoryRule,
    'mongoose.model': mongooseModelRule,
    'mongoose.Schema': schemaRule,
  },
  methods: {
    'js.Source.define': defineRule,
    'js.Source.query': sourceQueryRule,
    'js.Source.getRepository': repositoryRule,
    'js.Source.initialize': selfRule,
    '*.getRepository': repositoryRule,
    '*.manager.find': managerReadRule,
    '*.manager.findOne': managerReadRule,
    ...rules('js.Model', READS, modelReadRule),
    ...rules('js.Model', WRITES, modelWriteRule),
    '*.init': initRule,
  },
};
