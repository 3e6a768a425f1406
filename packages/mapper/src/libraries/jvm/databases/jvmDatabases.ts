import type { Call, Library, Machine, Rule, TableSpace } from '../../../interpreter/machine.js';
import { type Flow, NO_FLOW } from '../../../values/flow.js';
import { stringsOf } from '../../../values/texts.js';
import { carrying, constant, NOTHING, type Value } from '../../../values/value.js';
import { callFlow, cellsOf, storedField } from '../../arguments.js';
import { jdbcSpace } from '../jdbcSpace.js';
import { JVM, keep, selfRule, spelled, under } from '../jvmValues.js';
import { setting } from '../settings/setting.js';
import { CONNECTION, spaceOf, usualSpace } from './connectedSpace.js';

const LOOKS_LIKE_SQL =
  /^[\s(]*(--[^\n]*\n\s*|\/\*[\s\S]*?\*\/\s*)*(select|with|insert|create|merge|update|copy|export|unload|load|delete|replace|upsert|truncate)\s/i;

function connected(call: Call, machine: Machine, space: TableSpace): Value {
  const { cell, value } = machine.instance(call, CONNECTION, NO_FLOW);
  cell.fields.set('namespace', constant(space.namespace));
  cell.fields.set('prefix', constant(space.prefix));
  return value;
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
  if (url !== undefined) return connected(call, machine, jdbcSpace(url));
  const source = call.args.find((each) => cellsOf(each).some((cell) => cell.type === CONNECTION));
  return connected(call, machine, source ? spaceOf(source, machine) : usualSpace(machine));
};

/** Sources of data whose URL is set later: `dataSource.setJdbcUrl(url)`. */
const urlRule: Rule = (call) => {
  const space = jdbcSpace(spelled(call.args[0]));
  keep(call.receiver, 'namespace', constant(space.namespace));
  keep(call.receiver, 'prefix', constant(space.prefix));
  return call.receiver ?? NOTHING;
};

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

/** `TableQuery[Trips]` and `sql"…".query[T]`: a query that is written as interpolated text. */
const doobieRule: Rule = (call, machine) =>
  call.receiver?.texts
    ? carrying(machine.query(call, call.receiver, usualSpace(machine)))
    : carrying(callFlow(call));

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

/** JDBC, Spring, JPA, jOOQ, Slick, Doobie and their kin. */
export const jvmDatabases: Library = {
  name: 'jvmDatabases',
  languages: JVM,
  functions: {
    '<native query>': nativeRule,
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
    ...under(['text.query', 'text.update', 'text.queryWithLogHandler', 'text.map'], doobieRule),
    'text.as': (call, machine) =>
      stringsOf(call.receiver).some((text) => LOOKS_LIKE_SQL.test(text))
        ? doobieRule(call, machine)
        : (call.receiver ?? NOTHING),
  },
};
