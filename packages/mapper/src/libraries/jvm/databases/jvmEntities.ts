import type { Call, Library, Machine, Rule, TableSpace } from '../../../interpreter/machine.js';
import { type Flow, NO_FLOW } from '../../../values/flow.js';
import { carrying, constant, NOTHING, type Value } from '../../../values/value.js';
import { callFlow, cellsOf } from '../../arguments.js';
import { tableIn } from '../../tableIn.js';
import { dataIn, JVM, spelled, under } from '../jvmValues.js';
import { usualSpace } from './connectedSpace.js';

interface Table {
  name: string;
  space: TableSpace;
}

/** The table that an entity is kept in. */
function tableOfEntity(value: Value | undefined, machine: Machine): Table | undefined {
  for (const reference of value?.references ?? []) {
    const definition =
      reference.kind === 'class'
        ? reference
        : reference.kind === 'instance'
          ? reference.cell.definition
          : undefined;
    const name = spelled(definition?.members.get('<table>'));
    if (name === undefined) continue;
    const store = spelled(definition?.members.get('<store>'));
    return { name, space: store === 'mongodb' ? { namespace: 'mongodb', prefix: '' } : usualSpace(machine) };
  }
  return undefined;
}

function readTable(call: Call, machine: Machine, table: Table | undefined): Flow {
  if (!table) return NO_FLOW;
  return machine.read(call, constant(tableIn(table.space, table.name)), {
    kind: 'table',
    namespace: table.space.namespace,
  });
}

function writeTable(call: Call, machine: Machine, table: Table | undefined, data: Flow): void {
  if (table)
    machine.write(call, constant(tableIn(table.space, table.name)), data, {
      kind: 'table',
      namespace: table.space.namespace,
    });
}

const entitiesRule: Rule = (call, machine) =>
  carrying(dataIn(call.args.map((each) => carrying(readTable(call, machine, tableOfEntity(each, machine))))));

/** The entity of a repository of Spring Data. */
function entityOf(receiver: Value | undefined): Value | undefined {
  return cellsOf(receiver).flatMap((cell) => cell.definition?.members.get('<entity>') ?? [])[0];
}

const repositoryReadRule: Rule = (call, machine) => {
  const table = tableOfEntity(entityOf(call.receiver), machine);
  return table ? carrying(readTable(call, machine, table)) : carrying(callFlow(call));
};

const repositoryWriteRule: Rule = (call, machine) => {
  writeTable(call, machine, tableOfEntity(entityOf(call.receiver), machine), dataIn(call.args));
  return call.args[0] ?? NOTHING;
};

const findRule: Rule = (call, machine) =>
  carrying(readTable(call, machine, tableOfEntity(call.args[0], machine)));

const persistRule: Rule = (call, machine) => {
  writeTable(call, machine, tableOfEntity(call.args[0], machine), dataIn(call.args));
  return call.args[0] ?? NOTHING;
};

const REPOSITORIES = [
  'JpaRepository',
  'CrudRepository',
  'PagingAndSortingRepository',
  'MongoRepository',
  'Repository',
  'ReactiveCrudRepository',
  'CassandraRepository',
  'ElasticsearchRepository',
  'ListCrudRepository',
];

const READS = [
  'findAll',
  'findById',
  'findOne',
  'getById',
  'getOne',
  'findAllById',
  'getReferenceById',
  'count',
  'existsById',
  'stream',
];

const WRITES = ['save', 'saveAll', 'saveAndFlush', 'insert', 'delete', 'deleteAll', 'deleteById'];

const MANAGERS = ['EntityManager', 'Session', 'entityManager', 'em', 'session'];

/** Entities of JPA and repositories of Spring Data. */
export const jvmEntities: Library = {
  name: 'jvmEntities',
  languages: JVM,
  functions: {
    '<entities>': entitiesRule,
  },
  methods: {
    ...under(
      REPOSITORIES.flatMap((type) => READS.map((name) => `*.${type}.${name}`)),
      repositoryReadRule,
    ),
    ...under(
      REPOSITORIES.flatMap((type) => WRITES.map((name) => `*.${type}.${name}`)),
      repositoryWriteRule,
    ),
    ...under(
      MANAGERS.flatMap((type) =>
        ['find', 'get', 'load', 'createCriteria'].map((name) => `*.${type}.${name}`),
      ),
      findRule,
    ),
    ...under(
      MANAGERS.flatMap((type) =>
        ['persist', 'merge', 'save', 'saveOrUpdate', 'remove'].map((name) => `*.${type}.${name}`),
      ),
      persistRule,
    ),
  },
};
