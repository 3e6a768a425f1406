import { connectionParts, partNamed } from './connectionString.js';

type Values = Readonly<Record<string, string>>;
type Uri = (container: string, path: string) => string;

function joined(...parts: readonly string[]): string {
  return parts
    .map((part) => part.replace(/^\/+|\/+$/g, ''))
    .filter((part) => part !== '')
    .join('/');
}

function hostOf(url: string | undefined): string | undefined {
  return url === undefined
    ? undefined
    : (/^[a-z+]+:\/\/([^/?]+)/i.exec(url)?.[1] ?? url.replace(/[/?].*$/s, ''));
}

/** The account of Azure Storage that a service names; the service's own name stands for one that is secret. */
function accountOf(values: Values, name: string): string {
  const account = partNamed(connectionParts(values.connectionString), 'accountname');
  const url = values.serviceEndpoint ?? values.url ?? values.sasUri ?? values.accountName;
  return account ?? hostOf(url)?.replace(/\.(blob|dfs|file|queue|table)\..*$/, '') ?? `{${name}}`;
}

function fileServer(values: Values, name: string): Uri {
  const host = values.host ?? `{${name}}`;
  const share = /^(\\\\|\/\/)/.test(host);
  const drive = /^[a-z]:/i.test(host);
  return (container, path) => {
    const inner = joined(container, path).replaceAll('\\', '/');
    if (drive) return `${host.replaceAll('\\', '/').replace(/\/+$/, '')}/${inner}`;
    return `${share ? host.replaceAll('\\', '/') : `//${host}`}/${inner}`;
  };
}

function server(scheme: string, values: Values, name: string): Uri {
  const host = hostOf(values.host ?? values.url) ?? `{${name}}`;
  const port = values.port === undefined ? '' : `:${values.port}`;
  return (container, path) => `${scheme}://${host}${port}/${joined(container, path)}`;
}

function oneLake(values: Values, name: string): Uri {
  const workspace = values.workspaceId ?? '{workspace}';
  const item = values.artifactId ?? `{${name}}`;
  return (container, path) =>
    `abfss://${workspace}@onelake.dfs.fabric.microsoft.com/${joined(item, container, path)}`;
}

function dataLakeGen1(values: Values, name: string): Uri {
  const host = hostOf(values.dataLakeStoreUri) ?? `{${name}}.azuredatalakestore.net`;
  return (container, path) => `adl://${host}/${joined(container, path)}`;
}

const STORAGE: Readonly<Record<string, (values: Values, name: string) => Uri>> = {
  AzureBlobStorage: (values, name) => {
    const account = accountOf(values, name);
    return (container, path) => `wasbs://${container}@${account}.blob.core.windows.net/${joined(path)}`;
  },
  AzureBlobFS: (values, name) => {
    const account = accountOf(values, name);
    return (container, path) => `abfss://${container}@${account}.dfs.core.windows.net/${joined(path)}`;
  },
  AzureDataLakeStore: dataLakeGen1,
  AzureFileStorage: (values, name) => {
    const account = accountOf(values, name);
    const share = values.fileShare ?? '';
    return (container, path) => `//${account}.file.core.windows.net/${joined(share, container, path)}`;
  },
  AmazonS3: () => (bucket, path) => `s3://${bucket}/${joined(path)}`,
  AmazonS3Compatible: () => (bucket, path) => `s3://${bucket}/${joined(path)}`,
  GoogleCloudStorage: () => (bucket, path) => `gs://${bucket}/${joined(path)}`,
  Sftp: (values, name) => server('sftp', values, name),
  FtpServer: (values, name) => server('ftp', values, name),
  Hdfs: (values, name) => server('hdfs', values, name),
  FileServer: fileServer,
  Lakehouse: oneLake,
};
const ALIASES: Readonly<Record<string, string>> = { AzureStorage: 'AzureBlobStorage' };

/** How a store of files spells the address of a path; undefined for whatever is no store of files. */
export function storageOf(type: string, values: Values, name: string): Uri | undefined {
  const kind = ALIASES[type] ?? type;
  return Object.hasOwn(STORAGE, kind) ? STORAGE[kind]?.(values, name) : undefined;
}
