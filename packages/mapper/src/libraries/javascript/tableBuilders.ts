import type { Call, Library, Machine, Rule } from '../../interpreter/machine.js';
import { type Flow, joinFlows, NO_FLOW } from '../../values/flow.js';
import { mapTexts, stringOf, stringsOf } from '../../values/texts.js';
import { carrying, constant, flowOf, NOTHING, type Value } from '../../values/value.js';
import { storedField } from '../arguments.js';
import { dialectSpace } from './javascriptDatabases.js';
import { dataOfArguments, entryOf, entryText, object } from './javascriptValues.js';

type Space = { namespace: string; prefix: string };

function spaceOf(value: Value | undefined): Space {
  return {
    namespace: stringsOf(storedField(value, 'namespace'))[0] ?? 'sql',
    prefix: stringsOf(storedField(value, 'prefix'))[0] ?? '',
  };
}

function qualified(space: Space, table: Value): Value {
  const isPublic = /^(postgres|redshift)/.test(space.namespace) && !space.prefix.includes('.');
  return mapTexts(table, (name) => {
    const plain = name.replace(/\s+as\s+\w+$/i, '');
    if (space.prefix === '') return plain;
    return plain.includes('.')
      ? `${space.prefix.split('.')[0]}.${plain}`
      : `${space.prefix}.${isPublic ? 'public.' : ''}${plain}`;
  });
}

function read(call: Call, machine: Machine, space: Space, table: Value | undefined): Flow {
  if (!table) return NO_FLOW;
  return machine.read(call, qualified(space, table), { kind: 'table', namespace: space.namespace });
}

function write(call: Call, machine: Machine, space: Space, table: Value | undefined, data: Flow): void {
  if (table)
    machine.write(call, qualified(space, table), data, { kind: 'table', namespace: space.namespace });
}

function spaced(
  space: Space,
  fields: Readonly<Record<string, Value | undefined>> = {},
): Record<string, Value | undefined> {
  return { namespace: constant(space.namespace), prefix: constant(space.prefix), ...fields };
}

// A query builder: `knex('table').join('other').select()`.
const knexRule: Rule = (call, machine) =>
  object(call, machine, 'js.Knex', spaced(dialectSpace(call.args[0])));

/** `knex('table')`, `knex.from('table')`: read unless something writes into it. */
const fromRule: Rule = (call, machine) => {
  const space = spaceOf(call.receiver);
  return object(call, machine, 'js.Query', spaced(space, { table: call.args[0] }));
};

const selectRule: Rule = (call, machine) => {
  const table = storedField(call.receiver, 'table');
  const flow = joinFlows(
    call.receiver ? flowOf(call.receiver) : NO_FLOW,
    read(call, machine, spaceOf(call.receiver), table),
  );
  return { ...(call.receiver ?? NOTHING), flow };
};

const joinRule: Rule = (call, machine) => {
  const [other] = call.args;
  const flow = stringOf(other) === undefined ? NO_FLOW : read(call, machine, spaceOf(call.receiver), other);
  return {
    ...(call.receiver ?? NOTHING),
    flow: joinFlows(call.receiver ? flowOf(call.receiver) : NO_FLOW, flow),
  };
};

const insertRule: Rule = (call, machine) => {
  write(
    call,
    machine,
    spaceOf(call.receiver),
    storedField(call.receiver, 'table'),
    dataOfArguments(call.args),
  );
  return call.receiver ?? NOTHING;
};

/** `knex.insert(rows).into('table')`. */
const pendingRule: Rule = (call, machine) =>
  object(
    call,
    machine,
    'js.Pending',
    spaced(spaceOf(call.receiver), { data: carrying(dataOfArguments(call.args)) }),
  );
const intoRule: Rule = (call, machine) => {
  write(
    call,
    machine,
    spaceOf(call.receiver),
    call.args[0],
    storedField(call.receiver, 'data')?.flow ?? NO_FLOW,
  );
  return NOTHING;
};
const fromPendingRule: Rule = (call, machine) =>
  carrying(read(call, machine, spaceOf(call.receiver), call.args[0]));

const batchInsertRule: Rule = (call, machine) => {
  write(call, machine, spaceOf(call.receiver), call.args[0], dataOfArguments(call.args.slice(1)));
  return NOTHING;
};

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

// Drizzle: tables are values, and queries name them.
const drizzleTableRule =
  (scheme: string): Rule =>
  (call, machine) =>
    object(call, machine, 'js.Table', spaced({ namespace: scheme, prefix: '' }, { table: call.args[0] }));

const drizzleFromRule: Rule = (call, machine) => {
  const [table] = call.args;
  const named = storedField(table, 'table') ?? (stringOf(table) === undefined ? undefined : table);
  const before = call.receiver ? flowOf(call.receiver) : NO_FLOW;
  if (!named) return { ...(call.receiver ?? NOTHING), flow: joinFlows(before, dataOfArguments(call.args)) };
  const flow = read(call, machine, spaceOf(storedField(table, 'table') ? table : call.receiver), named);
  return { ...(call.receiver ?? NOTHING), flow: joinFlows(before, flow) };
};

const drizzleInsertRule: Rule = (call, machine) => {
  const [table] = call.args;
  const named = storedField(table, 'table');
  if (!named) return pendingRule(call, machine);
  return object(call, machine, 'js.Insert', spaced(spaceOf(table), { table: named }));
};

const valuesRule: Rule = (call, machine) => {
  write(
    call,
    machine,
    spaceOf(call.receiver),
    storedField(call.receiver, 'table'),
    dataOfArguments(call.args),
  );
  return call.receiver ?? NOTHING;
};

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

const sourceQueryRule: Rule = (call, machine) =>
  carrying(machine.query(call, call.args[0], spaceOf(call.receiver)));

// Prisma: `client.user.findMany()`; the schema's linker says which table a model is.
const prismaRule: Rule = (call, machine) => machine.instance(call, 'js.Prisma', NO_FLOW).value;

function prismaTable(call: Call, machine: Machine): { table: Value; space: Space } | undefined {
  const parts = call.name.split('.');
  const method = call.receiver?.references?.find((each) => each.kind === 'method');
  const name = method?.kind === 'method' ? method.name : (parts.at(-2) ?? '');
  const entry = machine.catalogued('prisma', name.toLowerCase());
  if (!entry) return undefined;
  return { table: constant(entry.location), space: { namespace: entry.namespace ?? 'sql', prefix: '' } };
}

const prismaReadRule: Rule = (call, machine) => {
  const found = prismaTable(call, machine);
  if (!found) return carrying(dataOfArguments(call.args));
  return carrying(read(call, machine, found.space, found.table));
};

const prismaWriteRule: Rule = (call, machine) => {
  const found = prismaTable(call, machine);
  if (found) write(call, machine, found.space, found.table, dataOfArguments(call.args));
  return carrying(dataOfArguments(call.args));
};

/** `class User extends Model {}` with `User.init(fields, { tableName, sequelize })`. */
const initRule: Rule = (call, machine) => {
  const options = call.args[1];
  const source = entryOf(options, 'sequelize');
  const name = entryText(options, 'tableName') ?? entryText(options, 'modelName');
  if (!source || name === undefined) return NOTHING;
  return model(call, machine, spaceOf(source), constant(name));
};

const selfRule: Rule = (call) => call.receiver ?? NOTHING;

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
const KNEX_CHAIN = [
  'where',
  'andWhere',
  'orWhere',
  'whereIn',
  'whereNull',
  'whereNotNull',
  'orderBy',
  'groupBy',
  'limit',
  'offset',
  'having',
  'returning',
  'as',
  'onConflict',
  'merge',
  'ignore',
  'count',
  'sum',
  'max',
  'min',
  'avg',
  'stream',
];
const JOINS = ['join', 'innerJoin', 'leftJoin', 'rightJoin', 'leftOuterJoin', 'fullOuterJoin'];
const PRISMA_READS = [
  'findMany',
  'findUnique',
  'findFirst',
  'findUniqueOrThrow',
  'findFirstOrThrow',
  'groupBy',
  'aggregate',
  'count',
];
const PRISMA_WRITES = ['create', 'createMany', 'update', 'updateMany', 'upsert', 'createManyAndReturn'];

function rules(type: string, names: readonly string[], rule: Rule): Record<string, Rule> {
  return Object.fromEntries(names.map((name) => [`${type}.${name}`, rule]));
}

/** Query builders and object mappers: they name tables without writing SQL. */
export const tableBuilders: Library = {
  name: 'tableBuilders',
  languages: ['javascript'],
  functions: {
    knex: knexRule,
    'knex.knex': knexRule,
    'knex.default': knexRule,
    'sequelize.Sequelize': sequelizeRule,
    sequelize: sequelizeRule,
    'sequelize-typescript.Sequelize': sequelizeRule,
    'typeorm.DataSource': sourceRule,
    'typeorm.createConnection': sourceRule,
    'typeorm.getRepository': repositoryRule,
    'mongoose.model': mongooseModelRule,
    'mongoose.Schema': schemaRule,
    'drizzle-orm/pg-core.pgTable': drizzleTableRule('postgres'),
    'drizzle-orm/mysql-core.mysqlTable': drizzleTableRule('mysql'),
    'drizzle-orm/sqlite-core.sqliteTable': drizzleTableRule('sqlite'),
    '@prisma/client.PrismaClient': prismaRule,
  },
  methods: {
    'js.Knex.__call__': fromRule,
    ...rules('js.Knex', ['from', 'table', 'queryBuilder', 'withSchema'], fromRule),
    'js.Knex.raw': sourceQueryRule,
    'js.Knex.batchInsert': batchInsertRule,
    ...rules('js.Knex', ['insert'], pendingRule),
    ...rules('js.Knex', ['select', 'distinct'], pendingRule),
    'js.Pending.into': intoRule,
    'js.Pending.from': fromPendingRule,
    ...rules('js.Query', ['select', 'first', 'pluck', 'distinct', 'columns'], selectRule),
    ...rules('js.Query', JOINS, joinRule),
    ...rules('js.Query', ['insert', 'update', 'upsert'], insertRule),
    ...rules('js.Query', KNEX_CHAIN, selfRule),
    'js.Source.define': defineRule,
    'js.Source.query': sourceQueryRule,
    'js.Source.getRepository': repositoryRule,
    'js.Source.initialize': selfRule,
    '*.getRepository': repositoryRule,
    '*.manager.find': managerReadRule,
    '*.manager.findOne': managerReadRule,
    ...rules('js.Model', READS, modelReadRule),
    ...rules('js.Model', WRITES, modelWriteRule),
    ...rules('*', ['findMany', 'findFirst', 'findUnique'], prismaReadRule),
    ...rules('js.Prisma', PRISMA_READS, prismaReadRule),
    ...rules('js.Prisma', PRISMA_WRITES, prismaWriteRule),
    ...rules('*', ['createMany', 'upsert', 'updateMany'], prismaWriteRule),
    '*.init': initRule,
    '*.from': drizzleFromRule,
    ...rules('*', ['innerJoin', 'leftJoin', 'rightJoin', 'fullJoin'], drizzleFromRule),
    '*.insert': drizzleInsertRule,
    'js.Insert.values': valuesRule,
  },
};
