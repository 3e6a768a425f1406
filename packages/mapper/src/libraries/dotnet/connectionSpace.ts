import type { TableSpace } from '../../interpreter/machine.js';

function partsOf(connection: string): ReadonlyMap<string, string> {
  const parts = new Map<string, string>();
  for (const part of connection.split(';')) {
    const cut = part.indexOf('=');
    if (cut > 0) parts.set(part.slice(0, cut).trim().toLowerCase(), part.slice(cut + 1).trim());
  }
  return parts;
}

const HOSTS = [
  'server',
  'data source',
  'host',
  'address',
  'addr',
  'network address',
  'account',
  'datasource',
];
const DATABASES = ['database', 'initial catalog', 'db', 'dbname'];
const DEFAULT_PORTS = /:(1433|5432|3306|1521)$/;

function named(parts: ReadonlyMap<string, string>, names: readonly string[]): string | undefined {
  return names.map((name) => parts.get(name)).find((value) => value !== undefined && value !== '');
}

/** Where the tables of a connection string live, for a provider such as `mssql` or `sqlite`. */
export function connectionSpace(scheme: string, connection: string | undefined): TableSpace {
  if (connection === undefined) return { namespace: scheme, prefix: '' };
  const url = /^[a-z]+:\/\/(?:[^@/]*@)?([^/?]+)\/?([^?]*)/i.exec(connection);
  const parts = partsOf(connection);
  const host = url?.[1] ?? named(parts, HOSTS);
  const database = url?.[2] || named(parts, DATABASES);
  if (scheme === 'sqlite') {
    const file = host ?? parts.get('filename') ?? (connection.includes('=') ? undefined : connection);
    return {
      namespace: file === undefined || file === ':memory:' ? 'sqlite' : `sqlite://${file}`,
      prefix: '',
    };
  }
  if (host === undefined) return { namespace: scheme, prefix: database ?? '' };
  const port = parts.get('port');
  const address = host
    .replace(/^tcp:/i, '')
    .replace(',', ':')
    .replace(/^\(localdb\)\\?/i, 'localdb/');
  const server = (port === undefined ? address : `${address}:${port}`).replace(DEFAULT_PORTS, '');
  const schema = { mssql: 'dbo', postgres: 'public' }[scheme];
  const prefix = database === undefined ? '' : schema === undefined ? database : `${database}.${schema}`;
  return { namespace: `${scheme}://${server}`, prefix };
}
