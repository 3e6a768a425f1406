import type { Access, Call, Machine } from '../../../interpreter/machine.js';
import { stringsOf } from '../../../values/texts.js';
import { carrying, constant, listOf, type Value } from '../../../values/value.js';
import { tableIn } from '../../tableIn.js';
import { jdbcSpace } from '../jdbcSpace.js';
import { entryOf, spelled, textOf } from '../jvmValues.js';

export function optionOf(receiver: Value | undefined, ...names: readonly string[]): Value | undefined {
  return entryOf(receiver, ...names.map((name) => name.toLowerCase()));
}

/** Where a format other than files keeps its data; undefined for files. */
export function placeOf(
  receiver: Value | undefined,
  given: Value | undefined,
): { location: Value | undefined; access: Access } | undefined {
  const format = (textOf(optionOf(receiver, '<format>')) ?? '').toLowerCase();
  if (/kafka$/.test(format)) {
    const brokers = spelled(optionOf(receiver, 'kafka.bootstrap.servers'));
    const topics = optionOf(receiver, 'subscribe', 'topic', 'subscribepattern', 'assign');
    const split = topics?.texts
      ? listOf(
          topics.texts.flatMap((text) =>
            String(text.value)
              .split(',')
              .map((each) => constant(each.trim(), text.confidence)),
          ),
        )
      : topics;
    return {
      location: split,
      access: { kind: 'topic', namespace: brokers === undefined ? 'kafka' : `kafka://${brokers}` },
    };
  }
  if (/jdbc$/.test(format)) {
    const space = jdbcSpace(spelled(optionOf(receiver, 'url')));
    const table = optionOf(receiver, 'dbtable', 'query');
    return { location: table, access: { kind: 'table', namespace: space.namespace } };
  }
  if (/bigquery/.test(format))
    return {
      location: optionOf(receiver, 'table', 'query') ?? given,
      access: { kind: 'table', namespace: 'bigquery' },
    };
  if (/snowflake/.test(format)) {
    const account = spelled(optionOf(receiver, 'sfurl'))
      ?.replace(/\.snowflakecomputing\.com.*$/, '')
      .replace(/^https?:\/\//, '');
    return {
      location: optionOf(receiver, 'dbtable', 'query'),
      access: { kind: 'table', namespace: account === undefined ? 'snowflake' : `snowflake://${account}` },
    };
  }
  if (/cassandra/.test(format))
    return {
      location: named(optionOf(receiver, 'keyspace'), optionOf(receiver, 'table')),
      access: { kind: 'table', namespace: 'cassandra' },
    };
  if (/mongo/.test(format))
    return {
      location: named(
        optionOf(receiver, 'database', 'spark.mongodb.input.database'),
        optionOf(receiver, 'collection'),
      ),
      access: { kind: 'table', namespace: 'mongodb' },
    };
  if (/elasticsearch|^es$|opensearch/.test(format))
    return {
      location: given ?? optionOf(receiver, 'es.resource'),
      access: { kind: 'unknown', namespace: 'elasticsearch' },
    };
  if (/redshift/.test(format))
    return {
      location: optionOf(receiver, 'dbtable', 'query'),
      access: { kind: 'table', namespace: jdbcSpace(spelled(optionOf(receiver, 'url'))).namespace },
    };
  if (/kinesis/.test(format))
    return { location: optionOf(receiver, 'streamname'), access: { kind: 'stream', namespace: 'kinesis' } };
  if (/eventhubs/.test(format))
    return {
      location: optionOf(receiver, 'eventhubs.name', 'eventhubs.connectionstring'),
      access: { kind: 'stream', namespace: 'eventhubs' },
    };
  if (/iceberg|hudi|delta/.test(format) && isTableName(given))
    return { location: given, access: { kind: 'table', namespace: 'hive' } };
  return undefined;
}

function named(owner: Value | undefined, name: Value | undefined): Value | undefined {
  const [left, right] = [spelled(owner), spelled(name)];
  return left !== undefined && right !== undefined ? constant(`${left}.${right}`) : name;
}

/** Tables of a catalogue have dots and no slashes. */
function isTableName(value: Value | undefined): boolean {
  const known = stringsOf(value);
  return (
    known.length > 0 &&
    known.every(
      (text) => /^[\w{}]+(\.[\w{}]+)+$/.test(text) && !/\.(csv|json|parquet|orc|avro|txt)$/.test(text),
    )
  );
}

export function readPlace(call: Call, machine: Machine, given: Value | undefined): Value {
  const { receiver } = call;
  const place = placeOf(receiver, given);
  const path = given ?? optionOf(receiver, 'path');
  if (!place) return carrying(machine.read(call, path));
  const query = stringsOf(place.location).some((text) => /^\s*\(?\s*(select|with)\b/i.test(text));
  if (!query) return carrying(machine.read(call, qualified(receiver, place.location), place.access));
  const sql = stringsOf(place.location).map((text) =>
    constant(text.replace(/^\s*\(\s*(select\b[\s\S]*)\)\s*(?:as\s+)?\w*\s*$/i, '$1')),
  )[0];
  const url = spelled(optionOf(receiver, 'url'));
  return carrying(
    machine.query(
      call,
      sql,
      url === undefined ? { namespace: place.access.namespace ?? 'sql', prefix: '' } : jdbcSpace(url),
    ),
  );
}

/** A table of a JDBC server in full. */
export function qualified(receiver: Value | undefined, table: Value | undefined): Value | undefined {
  const url = spelled(optionOf(receiver, 'url'));
  const names = stringsOf(table);
  if (url === undefined || names.length === 0 || !/^jdbc:/.test(url)) return table;
  const space = jdbcSpace(url);
  return names.length === 1 && table?.texts?.[0]
    ? { ...table, texts: [{ ...table.texts[0], value: tableIn(space, names[0] ?? '') }] }
    : table;
}

export function tableAccess(): Access {
  return { kind: 'table', namespace: 'hive' };
}
