import type { Access } from '../../../interpreter/machine.js';
import { jdbcSpace } from '../jdbcSpace.js';

/** Where a connector keeps the data of a table. */
export function placeOf(
  options: ReadonlyMap<string, string>,
): { location: string; access: Access } | undefined {
  const connector = options.get('connector') ?? '';
  if (/kafka/.test(connector)) {
    const brokers = options.get('properties.bootstrap.servers');
    return {
      location: options.get('topic') ?? '',
      access: { kind: 'topic', namespace: brokers === undefined ? 'kafka' : `kafka://${brokers}` },
    };
  }
  if (connector === 'jdbc') {
    const space = jdbcSpace(options.get('url'));
    const prefix = space.prefix === '' ? '' : `${space.prefix}.`;
    const table = options.get('table-name') ?? '';
    return {
      location: table.includes('.')
        ? `${prefix}${table}`
        : `${prefix}${/^postgres/.test(space.namespace) ? 'public.' : ''}${table}`,
      access: { kind: 'table', namespace: space.namespace },
    };
  }
  if (connector === 'filesystem' || connector === 'hudi')
    return { location: options.get('path') ?? '', access: {} };
  if (/kinesis/.test(connector))
    return {
      location: options.get('stream') ?? options.get('stream.arn') ?? '',
      access: { kind: 'stream', namespace: 'kinesis' },
    };
  if (/elasticsearch|opensearch/.test(connector))
    return {
      location: options.get('index') ?? '',
      access: {
        kind: 'unknown',
        namespace: `elasticsearch://${(options.get('hosts') ?? '').replace(/^https?:\/\//, '')}`,
      },
    };
  if (/mysql-cdc|postgres-cdc|sqlserver-cdc|oracle-cdc/.test(connector)) {
    const scheme = connector.replace('-cdc', '').replace('sqlserver', 'mssql');
    const server = `${options.get('hostname') ?? ''}${options.has('port') ? `:${options.get('port')}` : ''}`;
    const name = [options.get('database-name'), options.get('schema-name'), options.get('table-name')]
      .filter((each) => each !== undefined)
      .join('.');
    return {
      location: name,
      access: { kind: 'table', namespace: jdbcSpace(`jdbc:${scheme}://${server}`).namespace },
    };
  }
  return undefined;
}
