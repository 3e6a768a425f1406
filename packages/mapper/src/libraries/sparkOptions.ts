import type { Access, Call, Machine } from '../interpreter/machine.js';
import { type Flow, NO_FLOW } from '../values/flow.js';
import { stringOf } from '../values/texts.js';
import { constant, listOf, type Value } from '../values/value.js';
import { cellsOf } from './arguments.js';
import { tableSpaceOfUrl } from './tableSpace.js';

export const HIVE: Access = { kind: 'table', namespace: 'hive' };

/** What `format` and `option` said so far, by lower-case name. */
export type Options = ReadonlyMap<string, Value>;

export function optionsOf(call: Call): Options {
  return new Map(
    cellsOf(call.receiver).flatMap((cell) =>
      [...cell.fields].flatMap(([name, value]): [string, Value][] =>
        name.startsWith('option ') || name === 'format'
          ? [[name.replace(/^option /, '').toLowerCase(), value]]
          : [],
      ),
    ),
  );
}

function first(options: Options, ...names: readonly string[]): Value | undefined {
  for (const name of names) {
    const found = options.get(name.toLowerCase());
    if (found) return found;
  }
  return undefined;
}

/** Where a format keeps its data: a table of a server, a topic, or a path. */
export interface Place {
  location?: Value;
  access?: Access;
  query?: { sql: Value; namespace: string; prefix: string };
  /** The format shows or makes up data, and keeps none. */
  nowhere?: true;
}

function table(location: Value | undefined, namespace: string): Place {
  return location ? { location, access: { kind: 'table', namespace } } : {};
}

function inSpace(options: Options, namespace: string, prefix: string, given: Value | undefined): Place {
  const query = first(options, 'query');
  if (query) return { query: { sql: query, namespace, prefix } };
  const named = first(options, 'dbtable', 'table') ?? given;
  const text = stringOf(named);
  const nested = /^\s*\(\s*([\s\S]*)\)\s*(?:as\s+)?\w*\s*$/i.exec(text ?? '')?.[1];
  if (nested !== undefined) return { query: { sql: constant(nested), namespace, prefix } };
  const parts = text?.split('.').length ?? 0;
  const scheme = namespace.split(':')[0];
  const middle =
    parts === 1 && /^(postgres|redshift)$/.test(scheme ?? '') && !prefix.includes('.') ? 'public.' : '';
  const full =
    text !== undefined && prefix !== '' && parts < 3 ? constant(`${prefix}.${middle}${text}`) : named;
  return table(full, namespace);
}

function jdbc(options: Options, given: Value | undefined): Place {
  const url = stringOf(first(options, 'url'))?.replace(/^jdbc:/, '') ?? '';
  const { namespace, prefix } = jdbcSpace(url);
  return inSpace(options, namespace, prefix, given);
}

/** `sqlserver://host:1433;database=x` and `//host/x` forms beside plain URLs. */
export function jdbcSpace(url: string): { namespace: string; prefix: string } {
  const server = /^sqlserver:\/\/([^;/]+)/i.exec(url);
  if (server)
    return { namespace: `mssql://${server[1]}`, prefix: /database(?:name)?=([^;]+)/i.exec(url)?.[1] ?? '' };
  const oracle = /^oracle:thin:@\/*([^/:]+:?\d*)[/:](\w+)/i.exec(url);
  if (oracle) return { namespace: `oracle://${oracle[1]}`, prefix: oracle[2] ?? '' };
  return tableSpaceOfUrl(url);
}

function kafka(options: Options): Place {
  const servers = stringOf(first(options, 'kafka.bootstrap.servers'));
  const namespace = servers === undefined ? 'kafka' : `kafka://${servers}`;
  const topics = first(options, 'topic', 'subscribe', 'subscribePattern');
  const listed = stringOf(topics)
    ?.split(',')
    .map((topic) => constant(topic.trim()));
  const location = listed && listed.length > 1 ? listOf(listed) : topics;
  return location ? { location, access: { kind: 'topic', namespace } } : {};
}

function snowflake(options: Options, given: Value | undefined): Place {
  const account = stringOf(first(options, 'sfUrl'))
    ?.replace(/^https?:\/\//, '')
    .replace(/\.snowflakecomputing\.com.*$/, '');
  const prefix = [first(options, 'sfDatabase'), first(options, 'sfSchema')]
    .flatMap((each) => stringOf(each) ?? [])
    .join('.');
  return inSpace(options, account === undefined ? 'snowflake' : `snowflake://${account}`, prefix, given);
}

function mongo(options: Options): Place {
  const uri =
    stringOf(
      first(options, 'uri', 'connection.uri', 'spark.mongodb.input.uri', 'spark.mongodb.output.uri'),
    ) ?? '';
  const match = /^mongodb(?:\+srv)?:\/\/(?:[^@/]*@)?([^/?]+)(?:\/([^?.]+)(?:\.([^?]+))?)?/.exec(uri);
  const parts = [
    stringOf(first(options, 'database')) ?? match?.[2],
    stringOf(first(options, 'collection')) ?? match?.[3],
  ];
  const name = parts.filter((part) => part !== undefined).join('.');
  return table(
    name === '' ? undefined : constant(name),
    match?.[1] === undefined ? 'mongodb' : `mongodb://${match[1]}`,
  );
}

function eventHubs(options: Options): Place {
  const text = stringOf(first(options, 'eventhubs.connectionString')) ?? '';
  const host = /sb:\/\/([^./;]+)/.exec(text)?.[1];
  const hub = /EntityPath=([^;]+)/.exec(text)?.[1];
  const namespace = host === undefined ? 'eventhubs' : `eventhubs://${host}`;
  return { ...(hub === undefined ? {} : { location: constant(hub) }), access: { kind: 'stream', namespace } };
}

function kinesis(options: Options): Place {
  const location = first(options, 'streamName');
  return { ...(location ? { location } : {}), access: { kind: 'stream', namespace: 'kinesis' } };
}

function cosmos(options: Options): Place {
  const host =
    /^https?:\/\/([^/:]+)/.exec(stringOf(first(options, 'spark.cosmos.accountEndpoint')) ?? '')?.[1] ??
    '{host}';
  const database = stringOf(first(options, 'spark.cosmos.database')) ?? '{database}';
  const container = stringOf(first(options, 'spark.cosmos.container'));
  return table(
    container === undefined ? undefined : constant(`colls/${container}`),
    `azurecosmos://${host}/dbs/${database}`,
  );
}

function cassandra(options: Options): Place {
  const parts = [first(options, 'keyspace'), first(options, 'table')].flatMap((each) => stringOf(each) ?? []);
  return table(parts.length > 0 ? constant(parts.join('.')) : undefined, 'cassandra');
}

/** A name without a slash is a table, anything else a path. */
function tableOrPath(given: Value | undefined): Place {
  const text = stringOf(given);
  return text !== undefined && !/[/:]/.test(text)
    ? table(given, 'hive')
    : { ...(given ? { location: given } : {}) };
}

function bigQuery(options: Options, given: Value | undefined): Place {
  const project = stringOf(first(options, 'project', 'parentProject'));
  const dataset = stringOf(first(options, 'dataset'));
  const prefix = [project, dataset].filter((part) => part !== undefined).join('.');
  const named = stringOf(first(options, 'table') ?? given)?.replace(':', '.');
  if (named === undefined || first(options, 'query')) return inSpace(options, 'bigquery', '', given);
  const missing =
    named.split('.').length === 1 ? prefix : named.split('.').length === 2 ? (project ?? '') : '';
  return table(constant(missing === '' ? named : `${missing}.${named}`), 'bigquery');
}

/** Where the reader or writer with these options finds its data; `given` is what `load` or `save` was called with. */
export function placeOf(options: Options, given: Value | undefined): Place {
  const format = (stringOf(options.get('format')) ?? '').toLowerCase();
  const location = given ?? first(options, 'path');
  if (/^(console|memory|rate|noop|socket|foreachbatch)$/.test(format)) return { nowhere: true };
  if (format === 'jdbc' || format === 'sqlserver' || format === 'postgresql' || format === 'mysql')
    return jdbc(options, given);
  if (format === 'com.microsoft.sqlserver.jdbc.spark') return jdbc(options, given);
  if (format === 'kafka') return kafka(options);
  if (format === 'bigquery') return bigQuery(options, given);
  if (/snowflake/.test(format)) return snowflake(options, given);
  if (/redshift/.test(format)) return jdbc(options, given);
  if (/mongo/.test(format)) return mongo(options);
  if (/eventhubs/.test(format)) return eventHubs(options);
  if (/cosmos/.test(format)) return cosmos(options);
  if (/cassandra/.test(format)) return cassandra(options);
  if (/kinesis/.test(format)) return kinesis(options);
  if (/elasticsearch|\.es$|opensearch/.test(format))
    return table(first(options, 'es.resource') ?? given, 'elasticsearch');
  if (format === 'iceberg' || format === 'hive') return tableOrPath(location);
  return location ? { location } : {};
}

/** Reads from a place; `query` there is run where it stands. */
export function readPlace(call: Call, machine: Machine, place: Place): Flow {
  if (place.nowhere) return NO_FLOW;
  if (place.query)
    return machine.query(call, place.query.sql, {
      namespace: place.query.namespace,
      prefix: place.query.prefix,
    });
  return machine.read(call, place.location, place.access);
}
