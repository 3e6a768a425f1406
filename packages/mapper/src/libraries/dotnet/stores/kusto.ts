import type { Library, Rule } from '../../../interpreter/machine.js';
import { NO_FLOW } from '../../../values/flow.js';
import { concatenate, stringOf } from '../../../values/texts.js';
import { constant, flowOf, NOTHING } from '../../../values/value.js';
import { cellsOf, storedField } from '../../arguments.js';
import { CSHARP, created, given, likelyText, pathOf } from '../dotnetRules.js';
import { methodsOfTypes, withAsync } from '../methodsOfTypes.js';

/** Azure Data Explorer. */
const kustoConnection: Rule = (call, machine) => {
  const text = likelyText(call.args[0]);
  const host = /(?:Data Source|Server|Address)=([^;]+)/i.exec(text ?? '')?.[1] ?? text ?? '{kusto}';
  const plain = host
    .replace(/^https?:\/\//i, '')
    .replace(/^ingest-/, '')
    .replace(/[/;].*$/s, '');
  const database = stringOf(call.args[1]) ?? /Initial Catalog=([^;]+)/i.exec(text ?? '')?.[1] ?? '';
  return created(call, machine, 'KustoConnection', {
    namespace: constant(`azurekusto://${plain}`),
    prefix: constant(database),
  });
};

const kustoProvider: Rule = (call, machine) => {
  const [connection] = call.args;
  const source = cellsOf(connection).length > 0 ? connection : kustoConnection(call, machine);
  return created(call, machine, 'KustoProvider', {
    namespace: storedField(source, 'namespace'),
    prefix: storedField(source, 'prefix'),
  });
};

const kustoQuery: Rule = (call, machine) => {
  const own = stringOf(storedField(call.receiver, 'prefix')) ?? '';
  const [first, second] = call.args;
  const both = second?.texts !== undefined;
  const space = {
    namespace: stringOf(storedField(call.receiver, 'namespace')) ?? 'kusto',
    prefix: (both ? stringOf(first) : undefined) ?? own,
  };
  return created(call, machine, 'DbDataReader', {}, machine.query(call, both ? second : first, space));
};

const ingestion: Rule = (call, machine) =>
  created(call, machine, 'KustoIngestion', {
    database: given(call, 0, 'databaseName'),
    table: given(call, 1, 'tableName'),
  });

const ingest: Rule = (call, machine) => {
  const [source, properties] = [call.args[0], call.args.find((each) => storedField(each, 'table'))];
  const flow = source?.texts ? machine.read(call, pathOf(source)) : source ? flowOf(source) : NO_FLOW;
  const [database, table] = [stringOf(storedField(properties, 'database')), storedField(properties, 'table')];
  const namespace = stringOf(storedField(call.receiver, 'namespace')) ?? 'kusto';
  const location = table && (database === undefined ? table : concatenate([constant(`${database}/`), table]));
  machine.write(call, location, flow, { kind: 'table', namespace });
  return NOTHING;
};

/** Clients of Kusto. */
export const kusto: Library = {
  name: 'kusto',
  languages: CSHARP,
  functions: {},
  methods: {
    '*.KustoConnectionStringBuilder': kustoConnection,
    '*.CreateCslQueryProvider': kustoProvider,
    '*.CreateCslAdminProvider': kustoProvider,
    '*.CreateQueuedIngestClient': kustoProvider,
    '*.CreateDirectIngestClient': kustoProvider,
    ...methodsOfTypes(withAsync('ExecuteQuery', 'ExecuteControlCommand'), ['KustoProvider'], kustoQuery),
    '*.KustoIngestionProperties': ingestion,
    '*.KustoQueuedIngestionProperties': ingestion,
    ...methodsOfTypes(
      withAsync('IngestFromStorage', 'IngestFromStream', 'IngestFromDataReader'),
      ['KustoProvider'],
      ingest,
    ),
  },
};
