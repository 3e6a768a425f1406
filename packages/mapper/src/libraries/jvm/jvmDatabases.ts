import type { Call, Library, Machine, Rule, TableSpace } from '../../interpreter/machine.js';
import { type Flow, NO_FLOW } from '../../values/flow.js';
import { stringsOf } from '../../values/texts.js';
import { carrying, constant, NOTHING, unknown, type Value } from '../../values/value.js';
import { callFlow, cellsOf, storedField } from '../arguments.js';
import { tableIn } from '../tableIn.js';
import { tableSpaceOf, UNKNOWN_SPACE } from '../tableSpace.js';
import { jdbcSpace } from './jdbcSpace.js';
import { setting } from './jvmSettings.js';
import { dataIn, JVM, keep, selfRule, spelled, under } from './jvmValues.js';

const LOOKS_LIKE_SQL =
  /^[\s(]*(--[^\n]*\n\s*|\/\*[\s\S]*?\*\/\s*)*(select|with|insert|create|merge|update|copy|export|unload|load|delete|replace|upsert|truncate)\s/i;
const CONNECTION = 'sql.Connection';

function connected(call: Call, machine: Machine, space: TableSpace): Value {
  const { cell, value } = machine.instance(call, CONNECTION, NO_FLOW);
  cell.fields.set('namespace', constant(space.namespace));
  cell.fields.set('prefix', constant(space.prefix));
  return value;
}

/** The data source that a framework makes from the settings of the program. */
function usualSpace(machine: Machine): TableSpace {
  const keys = [
    'spring.datasource.url',
    'quarkus.datasource.jdbc.url',
    'db.default.url',
    'slick.dbs.default.db.url',
    'database.url',
    'db.url',
    'datasources.default.url',
  ];
  for (const key of keys) {
    const url = spelled(setting(machine, key, undefined));
    if (url !== undefined && /^jdbc:/.test(url)) return jdbcSpace(url);
  }
  return UNKNOWN_SPACE;
}

const connectRule: Rule = (call, machine) => {
  const url =
    call.args.flatMap((each) => stringsOf(each)).find((text) => /^jdbc:|:\/\//.test(text)) ??
    [...call.named.values()].flatMap((each) => stringsOf(each)).find((text) => /^jdbc:/.test(text));
  if (url === undefined && call.args[0]?.texts && /forConfig/.test(call.name))
    return connected(
      call,
      machine,
      jdbcSpace(spelled(setting(machine, `${spelled(call.args[0])}.url`, undefined)) ?? ''),
    );
  return connected(call, machine, url === undefined ? usualSpace(machine) : jdbcSpace(url));
};

/** Sources of data whose URL is set later: `dataSource.setJdbcUrl(url)`. */
const urlRule: Rule = (call) => {
  const space = jdbcSpace(spelled(call.args[0]));
  keep(call.receiver, 'namespace', constant(space.namespace));
  keep(call.receiver, 'prefix', constant(space.prefix));
  return call.receiver ?? NOTHING;
};

/** The connection behind an object: its own place, that of what it was made of, or the usual one. */
function spaceOf(value: Value | undefined, machine: Machine): TableSpace {
  const own = tableSpaceOf(value);
  if (own.namespace !== UNKNOWN_SPACE.namespace) return own;
  const source = storedField(value, '<source>');
  const given = source ? tableSpaceOf(source) : UNKNOWN_SPACE;
  return given.namespace === UNKNOWN_SPACE.namespace ? usualSpace(machine) : given;
}

/** Something that runs queries on a data source: a template, a statement, a session. */
const overSourceRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, CONNECTION, NO_FLOW);
  const space = spaceOf(call.args.find((each) => cellsOf(each).length > 0) ?? call.receiver, machine);
  cell.fields.set('namespace', constant(space.namespace));
  cell.fields.set('prefix', constant(space.prefix));
  return value;
};

function query(call: Call, machine: Machine, sql: Value | undefined, connection: Value | undefined): Flow {
  return machine.query(call, sql, spaceOf(connection, machine));
}

const queryRule: Rule = (call, machine) => {
  const [sql] = call.args;
  const known = stringsOf(sql);
  const typed = cellsOf(call.receiver).some((cell) => cell.type === CONNECTION);
  if (!sql) return storedField(call.receiver, '<answer>') ?? carrying(callFlow(call));
  if (!typed && !known.some((text) => LOOKS_LIKE_SQL.test(text))) return carrying(callFlow(call));
  return carrying(query(call, machine, sql, call.receiver));
};

/** A prepared statement knows its query; it runs where it is prepared. */
const prepareRule: Rule = (call, machine) => {
  const [sql] = call.args;
  if (!sql?.texts && !sql?.why) return overSourceRule(call, machine);
  const answer = query(call, machine, sql, call.receiver);
  const { cell, value } = machine.instance(call, 'sql.Statement', NO_FLOW);
  cell.fields.set('<answer>', carrying(answer));
  return { ...value, flow: answer };
};

const answerRule: Rule = (call) => storedField(call.receiver, '<answer>') ?? carrying(callFlow(call));

const nativeRule: Rule = (call, machine) => carrying(machine.query(call, call.args[0], usualSpace(machine)));

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

/** `TableQuery[Trips]` and `sql"…".query[T]`: a query that is written as interpolated text. */
const doobieRule: Rule = (call, machine) =>
  call.receiver?.texts
    ? carrying(machine.query(call, call.receiver, usualSpace(machine)))
    : carrying(callFlow(call));

/** Tables of jOOQ by name: `dsl.select(…).from(table("trips"))`. */
const tableRule: Rule = (call) => call.args[0] ?? NOTHING;
const fromRule: Rule = (call, machine) => {
  const names = stringsOf(call.args[0]);
  if (names.length === 0 || !cellsOf(call.receiver).some((cell) => cell.type === CONNECTION))
    return call.receiver ?? NOTHING;
  const space = spaceOf(call.receiver, machine);
  return carrying(
    machine.read(call, constant(tableIn(space, names[0] ?? '')), {
      kind: 'table',
      namespace: space.namespace,
    }),
  );
};

/** `insertInto("trips")`. */
const insertRule: Rule = (call, machine) => {
  const [name] = stringsOf(call.args[0]);
  if (name === undefined) return unknown('a table that code generates');
  const space = spaceOf(call.receiver, machine);
  machine.write(call, constant(tableIn(space, name)), NO_FLOW, { kind: 'table', namespace: space.namespace });
  return call.receiver ?? NOTHING;
};

const SOURCES = [
  'DriverManager.getConnection',
  'HikariDataSource',
  'HikariConfig',
  'BasicDataSource',
  'DriverManagerDataSource',
  'PGSimpleDataSource',
  'Database.forURL',
  'Database.forConfig',
  'Transactor.fromDriverManager',
  'Jdbi.create',
  'DSL.using',
  'HikariTransactor.newHikariTransactor',
  'ConnectionPool.singleton',
  'MysqlDataSource',
  'SQLServerDataSource',
  'DataSourceBuilder.create',
  'SnowflakeBasicDataSource',
  'Sql2o',
];
const OVER = [
  'JdbcTemplate',
  'NamedParameterJdbcTemplate',
  'JdbcClient.create',
  'SimpleJdbcInsert',
  'QueryRunner',
  'SimpleJdbcCall',
];
const SAME = [
  'createStatement',
  'getConnection',
  'open',
  'unwrap',
  'url',
  'username',
  'password',
  'driverClassName',
  'build',
  'withSchemaName',
  'withHandle',
  'params',
  'param',
  'bind',
  'mapTo',
  'createSession',
  'session',
];
const QUERIES = [
  'executeQuery',
  'executeUpdate',
  'execute',
  'query',
  'queryForList',
  'queryForObject',
  'queryForMap',
  'queryForRowSet',
  'queryForStream',
  'update',
  'batchUpdate',
  'createNativeQuery',
  'nativeQuery',
  'createQuery',
  'createUpdate',
  'sql',
  'fetch',
  'select',
  'addBatch',
  'createBatch',
  'executeBatch',
  'resultQuery',
  'insert',
  'executeLargeUpdate',
];
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

/** JDBC, Spring, JPA, jOOQ, Slick, Doobie and their kin. */
export const jvmDatabases: Library = {
  name: 'jvmDatabases',
  languages: JVM,
  functions: {
    '<native query>': nativeRule,
    '<entities>': entitiesRule,
  },
  methods: {
    ...under(
      SOURCES.map((name) => `*.${name}`),
      connectRule,
    ),
    ...under(
      OVER.map((name) => `*.${name}`),
      overSourceRule,
    ),
    ...under(
      ['setJdbcUrl', 'setUrl', 'setURL', 'url', 'jdbcUrl'].map((name) => `${CONNECTION}.${name}`),
      urlRule,
    ),
    ...under(
      SAME.filter((name) => name !== 'url').map((name) => `${CONNECTION}.${name}`),
      selfRule,
    ),
    ...under(
      QUERIES.flatMap((name) => [`${CONNECTION}.${name}`]),
      queryRule,
    ),
    ...under(
      [
        'executeQuery',
        'executeUpdate',
        'queryForList',
        'queryForObject',
        'queryForMap',
        'batchUpdate',
        'createNativeQuery',
        'queryForStream',
      ].map((name) => `*.${name}`),
      queryRule,
    ),
    ...under(
      ['query', 'update', 'execute'].flatMap((name) =>
        [
          'JdbcTemplate',
          'NamedParameterJdbcTemplate',
          'JdbcOperations',
          'Statement',
          'jdbcTemplate',
          'jdbc',
          'template',
          'statement',
          'stmt',
          'namedJdbc',
          'namedParameterJdbcTemplate',
        ].map((owner) => `*.${owner}.${name}`),
      ),
      queryRule,
    ),
    ...under(
      [`${CONNECTION}.prepareStatement`, '*.prepareStatement', '*.prepareCall', `${CONNECTION}.prepareCall`],
      prepareRule,
    ),
    ...under(
      ['executeQuery', 'executeUpdate', 'execute', 'getResultSet', 'executeBatch'].map(
        (name) => `sql.Statement.${name}`,
      ),
      answerRule,
    ),
    ...under(
      [
        'setString',
        'setInt',
        'setLong',
        'setDate',
        'addBatch',
        'setFetchSize',
        'setTimestamp',
        'setDouble',
        'setObject',
      ].map((name) => `sql.Statement.${name}`),
      selfRule,
    ),
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
    ...under(['text.query', 'text.update', 'text.queryWithLogHandler', 'text.map'], doobieRule),
    'text.as': (call, machine) =>
      stringsOf(call.receiver).some((text) => LOOKS_LIKE_SQL.test(text))
        ? doobieRule(call, machine)
        : (call.receiver ?? NOTHING),
    '*.DSL.table': tableRule,
    [`${CONNECTION}.from`]: fromRule,
    [`${CONNECTION}.selectFrom`]: fromRule,
    [`${CONNECTION}.insertInto`]: insertRule,
  },
};
