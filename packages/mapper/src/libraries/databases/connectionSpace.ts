import type { Call, TableSpace } from '../../interpreter/machine.js';
import type { Value } from '../../values/value.js';
import { argument } from '../arguments.js';

export function textOf(value: Value | undefined): string | undefined {
  const [text] = value?.texts ?? [];
  return text === undefined || text.value === null ? undefined : String(text.value);
}

/** `host:port` and `database.schema` of a connection, from arguments or `key=value` words. */
export function connectionSpace(call: Call, scheme: string, words: string): TableSpace {
  const fields = new Map(
    [...words.matchAll(/([\w ]+?)\s*=\s*((?!\w+\s*=)[^;\s]+)/g)].map((match) => [
      match[1]?.trim().toLowerCase(),
      match[2],
    ]),
  );
  const part = (...names: string[]): string | undefined =>
    names
      .map((name) => textOf(argument(call, undefined, name)) ?? fields.get(name))
      .find((each) => each !== undefined && each !== '');
  const server = part(
    'host',
    'account',
    'server',
    'server_hostname',
    'hostname',
    'data source',
    'host_name',
  )?.replace(/^tcp:/, '');
  const [host, comma] = (server ?? '').split(',');
  const port = part('port') ?? comma;
  const path = host === '' ? scheme : `${scheme}://${host}${port === undefined ? '' : `:${port}`}`;
  const database = part(
    'dbname',
    'database',
    'db',
    'catalog',
    'initial catalog',
    'service_name',
    'sid',
    'keyspace',
  );
  const schema = part('schema', 'schema_name');
  return { namespace: path, prefix: [database, schema].filter((each) => each !== undefined).join('.') };
}
