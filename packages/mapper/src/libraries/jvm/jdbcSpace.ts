import type { TableSpace } from '../../interpreter/machine.js';
import { tableSpaceOfUrl, UNKNOWN_SPACE } from '../tableSpace.js';

/** The server and database of a JDBC URL, in each driver's spelling. */
export function jdbcSpace(url: string | undefined): TableSpace {
  const plain = (url ?? '').replace(/^jdbc:/, '');
  if (plain === '') return UNKNOWN_SPACE;
  if (/^(sqlserver|jtds:sqlserver):/.test(plain)) {
    const server = /\/\/([^;/]*)/.exec(plain)?.[1] ?? '';
    const database =
      /(?:databaseName|database)=([^;]+)/i.exec(plain)?.[1] ?? /\/\/[^/;]+\/([^;?]+)/.exec(plain)?.[1] ?? '';
    return { ...tableSpaceOfUrl(`mssql://${server}`), prefix: database };
  }
  if (plain.startsWith('oracle:thin:')) {
    const match = /@(?:\/\/)?([^:/]+)(?::(\d+))?[:/](\w+)/.exec(plain);
    return match
      ? {
          ...tableSpaceOfUrl(`oracle://${match[1]}${match[2] ? `:${match[2]}` : ''}`),
          prefix: match[3] ?? '',
        }
      : UNKNOWN_SPACE;
  }
  if (plain.startsWith('snowflake:')) {
    const account = /\/\/([^./]+)/.exec(plain)?.[1] ?? '';
    const part = (name: string): string | undefined =>
      new RegExp(`[?&]${name}=([^&]+)`, 'i').exec(plain)?.[1];
    return {
      namespace: `snowflake://${account}`,
      prefix: [part('db'), part('schema')].filter((each) => each !== undefined).join('.'),
    };
  }
  if (plain.startsWith('bigquery:'))
    return { namespace: 'bigquery', prefix: /ProjectId=([^;]+)/i.exec(plain)?.[1] ?? '' };
  if (plain.startsWith('hive2:')) {
    const match = /\/\/([^/;]*)\/?([^;?]*)/.exec(plain);
    return { namespace: match?.[1] ? `hive://${match[1]}` : 'hive', prefix: match?.[2] ?? '' };
  }
  if (/^h2:/.test(plain)) return { namespace: 'h2', prefix: '' };
  if (/^(sqlite|duckdb):/.test(plain)) return tableSpaceOfUrl(plain.replace(/^(\w+):/, '$1:///'));
  return tableSpaceOfUrl(plain.replace(/^(\w+):(?:[\w]+:)*\/\//, '$1://').replace(/^aws:|^pgsql:/, ''));
}
