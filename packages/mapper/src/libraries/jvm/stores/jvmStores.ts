import type { Access, Library, Rule } from '../../../interpreter/machine.js';
import { NO_FLOW } from '../../../values/flow.js';
import { concatenate } from '../../../values/texts.js';
import { carrying, constant, NOTHING } from '../../../values/value.js';
import { storedField } from '../../arguments.js';
import { dataIn, JVM, keep, makeRule, selfRule, spelled, under } from '../jvmValues.js';

/** Requests to Elasticsearch name their index first. */
const indexRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'elastic.Request', dataIn(call.args.slice(1)));
  if (call.args[0]) cell.fields.set('<index>', call.args[0]);
  return value;
};

const ELASTIC: Access = { kind: 'unknown', namespace: 'elasticsearch' };

const searchRule: Rule = (call, machine) =>
  carrying(machine.read(call, storedField(call.args[0], '<index>'), ELASTIC));

const indexWriteRule: Rule = (call, machine) => {
  machine.write(call, storedField(call.args[0], '<index>'), dataIn(call.args), ELASTIC);
  return NOTHING;
};

/** CQL by the driver of Cassandra. */
const cassandraRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'sql.Connection', NO_FLOW);
  cell.fields.set('namespace', constant('cassandra'));
  const keyspace = /withKeyspace/.test(call.name) ? spelled(call.args[0]) : undefined;
  cell.fields.set('prefix', constant(keyspace ?? ''));
  return value;
};

const keyspaceRule: Rule = (call) => {
  const keyspace = spelled(call.args[0]);
  if (keyspace !== undefined) keep(call.receiver, 'prefix', constant(keyspace));
  return call.receiver ?? NOTHING;
};

/** `sc.cassandraTable(keyspace, table)`. */
const cassandraTableRule: Rule = (call, machine) => {
  const [keyspace, table] = call.args;
  const name = keyspace && table ? concatenate([keyspace, constant('.'), table]) : keyspace;
  return carrying(machine.read(call, name, { kind: 'table', namespace: 'cassandra' }));
};

const saveToCassandraRule: Rule = (call, machine) => {
  const [keyspace, table] = call.args;
  const name = keyspace && table ? concatenate([keyspace, constant('.'), table]) : keyspace;
  machine.write(call, name, dataIn([call.receiver]), { kind: 'table', namespace: 'cassandra' });
  return NOTHING;
};

/** MongoDB, Redis, Elasticsearch, Cassandra and the web. */
export const jvmStores: Library = {
  name: 'jvmStores',
  languages: JVM,
  functions: {},
  methods: {
    'redis.Client.getResource': selfRule,
    'redis.Client.connect': selfRule,
    'redis.Client.sync': selfRule,
    '*.SearchRequest': indexRule,
    '*.IndexRequest': indexRule,
    '*.GetRequest': indexRule,
    ...under(
      ['source', 'id', 'indices'].map((name) => `elastic.Request.${name}`),
      selfRule,
    ),
    ...under(
      [
        '*.RestHighLevelClient.search',
        '*.client.search',
        '*.esClient.search',
        '*.ElasticsearchClient.search',
      ],
      searchRule,
    ),
    ...under(
      ['*.RestHighLevelClient.index', '*.client.index', '*.esClient.index', '*.ElasticsearchClient.index'],
      indexWriteRule,
    ),
    '*.saveToEs': (call, machine) => {
      machine.write(call, call.args[0], dataIn([call.receiver]), ELASTIC);
      return NOTHING;
    },
    '*.CqlSession.builder': cassandraRule,
    '*.Cluster.builder': cassandraRule,
    'sql.Connection.withKeyspace': keyspaceRule,
    'sql.Connection.addContactPoint': selfRule,
    'sql.Connection.withLocalDatacenter': selfRule,
    'sql.Connection.connect': selfRule,
    '*.cassandraTable': cassandraTableRule,
    '*.saveToCassandra': saveToCassandraRule,
    ...under(
      ['uri', 'url'].map((name) => `http.Request.${name}`),
      (call) => {
        keep(call.receiver, '<url>', call.args[0]);
        return call.receiver ?? NOTHING;
      },
    ),
    ...under(
      ['header', 'addHeader', 'build', 'GET', 'timeout', 'setHeader', 'get', 'version'].map(
        (name) => `http.Request.${name}`,
      ),
      selfRule,
    ),
    '*.HttpClient.newHttpClient': makeRule('HttpClient'),
  },
};
