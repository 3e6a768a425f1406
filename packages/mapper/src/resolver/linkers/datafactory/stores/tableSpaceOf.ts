import type { TableSpace } from '../../../../interpreter/machine.js';
import { connectionParts, partNamed } from './connectionString.js';

type Values = Readonly<Record<string, string>>;
type Parts = ReadonlyMap<string, string>;
type SpaceOf = (values: Values, parts: Parts, name: string) => TableSpace;

function joined(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('.');
}

function hostOf(url: string | undefined): string | undefined {
  return url?.replace(/^[a-z+]+:\/\//i, '').replace(/[/?;].*$/s, '');
}

function withPort(host: string, port: string | undefined): string {
  return port === undefined || host.includes(':') ? host : `${host}:${port}`;
}

/** SQL Server in all its forms; tables without a schema are in `dbo`. */
const sqlServer: SpaceOf = (values, parts, name) => {
  const written =
    values.server ?? partNamed(parts, 'server', 'data source', 'address', 'addr') ?? `{${name}}`;
  const host = written
    .replace(/^tcp:/i, '')
    .replace(',', ':')
    .replace(/:1433$/, '');
  const database = values.database ?? partNamed(parts, 'database', 'initial catalog');
  return { namespace: `mssql://${host}`, prefix: database === undefined ? '' : `${database}.dbo` };
};

const server =
  (scheme: string, schema?: string): SpaceOf =>
  (values, parts, name) => {
    const host = values.server ?? values.host ?? partNamed(parts, 'server', 'host') ?? `{${name}}`;
    const port = values.port ?? partNamed(parts, 'port');
    const database = values.database ?? partNamed(parts, 'database', 'dbname');
    const usable = port === '5432' || port === '3306' || port === '5439' ? undefined : port;
    return {
      namespace: `${scheme}://${withPort(host, usable)}`,
      prefix: joined(database, database && schema),
    };
  };

const oracle: SpaceOf = (values, parts, name) => {
  const easy = /^([^:/]+)(?::(\d+))?\/(.+)$/.exec(values.server ?? '');
  const host = easy?.[1] ?? partNamed(parts, 'host') ?? `{${name}}`;
  const port = easy?.[2] ?? partNamed(parts, 'port') ?? '1521';
  return {
    namespace: `oracle://${host}:${port}`,
    prefix: easy?.[3] ?? partNamed(parts, 'servicename', 'sid') ?? '',
  };
};

const snowflake: SpaceOf = (values, _parts, name) => {
  const jdbc = /snowflake:\/\/([^./?]+)(?:\.[^?]*)?(?:\?(.*))?$/i.exec(values.connectionString ?? '');
  const options = connectionParts((jdbc?.[2] ?? '').replaceAll('&', ';'));
  const account = values.accountIdentifier ?? jdbc?.[1] ?? `{${name}}`;
  const database = values.database ?? partNamed(options, 'db', 'database');
  return {
    namespace: `snowflake://${account}`,
    prefix: joined(database, database && (values.schema ?? options.get('schema') ?? 'public')),
  };
};

const cosmos: SpaceOf = (values, parts, name) => {
  const host = hostOf(values.accountEndpoint ?? partNamed(parts, 'accountendpoint')) ?? `{${name}}`;
  const database = values.database ?? partNamed(parts, 'database') ?? '{database}';
  return { namespace: `azurecosmos://${host.replace(/:443$/, '')}/dbs/${database}`, prefix: '' };
};

const kusto: SpaceOf = (values, _parts, name) => ({
  namespace: `azurekusto://${hostOf(values.endpoint) ?? `{${name}}`}`,
  prefix: values.database ?? '',
});

const mongo: SpaceOf = (values, _parts, name) => {
  const host =
    /^mongodb(?:\+srv)?:\/\/(?:[^@/]*@)?([^/?]+)/i.exec(values.connectionString ?? '')?.[1] ?? values.server;
  return {
    namespace: `mongodb://${host ?? `{${name}}`}`,
    prefix: values.database ?? values.databaseName ?? '',
  };
};

const SPACES: readonly [type: RegExp, space: SpaceOf][] = [
  [/^(SqlServer|AzureSqlDatabase|AzureSqlDW|AzureSqlMI|AmazonRdsForSqlServer)$/, sqlServer],
  [/^(AzurePostgreSql|PostgreSql|PostgreSqlV2|AzurePostgreSqlFlexible)$/, server('postgres', 'public')],
  [/^(AzureMySql|MySql|MariaDB|AzureMariaDB)$/, server('mysql')],
  [/^AmazonRedshift$/, server('redshift', 'public')],
  [/^(Oracle|AmazonRdsForOracle|OracleServiceCloud)$/, oracle],
  [/^Snowflake(V2)?$/, snowflake],
  [/^CosmosDb/, cosmos],
  [/^AzureDataExplorer$/, kusto],
  [/^MongoDb/, mongo],
  [
    /^GoogleBigQuery(V2)?$/,
    (values) => ({ namespace: 'bigquery', prefix: values.project ?? values.projectId ?? '' }),
  ],
  [/^(Hive|Spark|Impala)$/, server('hive')],
  [/^Teradata$/, server('teradata')],
  [/^Db2$/, server('db2')],
  [/^SapHana$/, server('saphana')],
  [
    /^Sap/,
    (values, _parts, name) => ({
      namespace: `sap://${hostOf(values.server ?? values.url) ?? `{${name}}`}`,
      prefix: '',
    }),
  ],
  [
    /^(Salesforce|Dynamics|CommonDataService)/,
    (values, _parts, name) => ({
      namespace: `https://${hostOf(values.environmentUrl ?? values.serviceUri) ?? `{${name}}`}`,
      prefix: '',
    }),
  ],
  [
    /^SharePointOnlineList$/,
    (values, _parts, name) => ({
      namespace: `mssharepoint://${(values.siteUrl ?? `{${name}}`).replace(/^https?:\/\//, '')}`,
      prefix: '',
    }),
  ],
  [
    /^AzureDatabricksDeltaLake$/,
    (values, _parts, name) => ({
      namespace: `databricks://${hostOf(values.domain) ?? `{${name}}`}`,
      prefix: values.catalog ?? '',
    }),
  ],
  [
    /^AzureTableStorage$/,
    (values, parts, name) => ({
      namespace: `https://${partNamed(parts, 'accountname') ?? hostOf(values.serviceEndpoint)?.replace(/\..*$/, '') ?? `{${name}}`}.table.core.windows.net`,
      prefix: '',
    }),
  ],
  [
    /^(Warehouse|DataWarehouse)$/,
    (values, _parts, name) => ({
      namespace: `fabric-warehouse://${values.endpoint ?? values.artifactId ?? `{${name}}`}`,
      prefix: '',
    }),
  ],
];

/** Where the tables of a linked service live; undefined when it is no database. */
export function tableSpaceOf(type: string, values: Values, name: string): TableSpace | undefined {
  const space = SPACES.find(([pattern]) => pattern.test(type))?.[1];
  return space?.(values, connectionParts(values.connectionString), name);
}
