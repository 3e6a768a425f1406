import type { DatasetIdentity } from './datasetIdentity.js';

const SCHEME_ALIASES: Readonly<Record<string, string>> = {
  s3a: 's3',
  s3n: 's3',
  gcs: 'gs',
  abfs: 'abfss',
  wasb: 'abfss',
  wasbs: 'abfss',
  sqlserver: 'mssql',
  postgresql: 'postgres',
  http: 'https',
  azurekusto: 'kusto',
};

const DEFAULT_PORTS: Readonly<Record<string, string>> = {
  https: '443',
  postgres: '5432',
  redshift: '5439',
  mysql: '3306',
  mssql: '1433',
  oracle: '1521',
  cassandra: '9042',
  crate: '5432',
  db2: '50000',
  hive: '10000',
  teradata: '1025',
  trino: '8080',
  kafka: '9092',
  mongodb: '27017',
  hdfs: '8020',
  redis: '6379',
  milvus: '19530',
};

const SCHEME = /^([a-z][a-z0-9+.-]*)(:\/\/)?(.*)$/is;

function canonicalHost(scheme: string, host: string): string {
  const lower = host.toLowerCase();
  const port = DEFAULT_PORTS[scheme];
  const extra = scheme === 'https' ? /:(80|443)$/ : undefined;
  if (extra?.test(lower)) return lower.replace(extra, '');
  return port !== undefined && lower.endsWith(`:${port}`) ? lower.slice(0, -port.length - 1) : lower;
}

function azureContainer(authority: string): string {
  return authority.toLowerCase().replace(/\.blob\.core\./, '.dfs.core.');
}

/** Storage accounts are also reached as `https://account.blob…/container/path`: the same data as `abfss://`. */
function azureOverHttps(identity: DatasetIdentity): DatasetIdentity | undefined {
  const account = /^https:\/\/([a-z0-9]+)\.(?:blob|dfs)\.core\.(windows\.net|[a-z.]+)$/.exec(
    identity.namespace,
  );
  const path = /^\/*([^/]+)\/(.*)$/s.exec(identity.name);
  if (!account || !path) return undefined;
  return {
    namespace: `abfss://${path[1]?.toLowerCase()}@${account[1]}.dfs.core.${account[2]}`,
    name: path[2] ?? '',
  };
}

/** Mounts that spell an object store or DBFS as a local path. */
function mountedPath(name: string): DatasetIdentity | undefined {
  const dbfs = /^\/dbfs\/(.*)$/s.exec(name);
  if (dbfs) return { namespace: 'dbfs', name: dbfs[1] ?? '' };
  const composer = /^\/home\/airflow\/gcs\/(.*)$/s.exec(name);
  if (composer) return { namespace: 'gs://{composer_bucket}', name: composer[1] ?? '' };
  return undefined;
}

function authorityOf(scheme: string, rest: string): string {
  if (scheme === 'abfss') return azureContainer(rest);
  const [hosts = '', ...path] = rest.split('/');
  const joined = hosts
    .split(',')
    .map((host) => canonicalHost(scheme, host))
    .sort()
    .join(',');
  return [joined, ...path].filter((part, index) => index === 0 || part !== '').join('/');
}

/**
 * Folds what is spelling only in a namespace: scheme aliases, case of the host, default ports, trailing slashes,
 * and mounts or host names that reach the same store. The name may move with it (a container becomes part of the namespace).
 */
export function canonicalNamespace(identity: DatasetIdentity): DatasetIdentity {
  const namespace = identity.namespace.trim().replace(/\/+$/, '');
  const match = SCHEME.exec(namespace);
  if (!match) return { namespace, name: identity.name };
  const written = (match[1] ?? '').toLowerCase();
  if (match[2] === undefined && match[3] !== '')
    return { namespace: namespace.toLowerCase(), name: identity.name };
  const scheme = SCHEME_ALIASES[written] ?? written;
  if (scheme === 'file' && !match[3])
    return mountedPath(identity.name) ?? { namespace: 'file', name: identity.name };
  const authority = authorityOf(scheme, match[3] ?? '');
  const folded = { namespace: authority === '' ? scheme : `${scheme}://${authority}`, name: identity.name };
  return azureOverHttps(folded) ?? folded;
}
