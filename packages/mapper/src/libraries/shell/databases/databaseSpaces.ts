import type { TableSpace } from '../../../interpreter/machine.js';
import type { Value } from '../../../values/value.js';
import { tableSpaceOfUrl } from '../../tableSpace.js';
import { type Options, optionOf } from '../parseOptions.js';
import { type ShellCommand, variableOf, wordOf } from '../shellCommand.js';
import { pathOf } from '../shellPaths.js';

/** Where a client finds the parts of its connection. */
export interface Connection {
  scheme: string;
  host: readonly string[];
  port: readonly string[];
  database: readonly string[];
  schema?: readonly string[];
  /** Environment variables for host, port and database. */
  variables?: readonly [host: string, port: string, database: string];
  /** The first operand names the database or is a URL. */
  operand?: true;
}

function firstOf(options: Options, names: readonly string[]): string {
  return wordOf(optionOf(options, ...names));
}

function isUrl(text: string): boolean {
  return /^[a-z][\w+]*:\/\//i.test(text);
}

/** `host=h dbname=d`, as libpq takes it. */
function ofPairs(scheme: string, text: string): TableSpace {
  const fields = new Map([...text.matchAll(/(\w+)=(\S+)/g)].map((each) => [each[1], each[2]]));
  const host = fields.get('host');
  const port = fields.get('port');
  const server = host === undefined ? scheme : `${scheme}://${host}${port === undefined ? '' : `:${port}`}`;
  return { namespace: server, prefix: fields.get('dbname') ?? '' };
}

/** An embedded database is its file. */
function ofFile(command: ShellCommand, scheme: string, file: Value | undefined): TableSpace {
  const path = wordOf(pathOf(command, file)).replace(/^(\.\/)+/, '');
  const inMemory = path === '' || path === ':memory:' || /\s/.test(path);
  return { namespace: inMemory ? scheme : `${scheme}://${path}`, prefix: '' };
}

function isUsual(host: string): boolean {
  return host === '' || host.startsWith('/');
}

/** The server and database on which a client works, by its options, its environment or a URL. */
export function spaceOf(command: ShellCommand, options: Options, connection: Connection): TableSpace {
  const { scheme, variables } = connection;
  const operand = connection.operand ? wordOf(options.operands[0]) : '';
  const database = (firstOf(options, connection.database) || operand).replace(/^jdbc:(\w+?)2?:\/\//, '$1://');
  if (scheme === 'sqlite' || scheme === 'duckdb') return ofFile(command, scheme, options.operands[0]);
  if (isUrl(database)) return tableSpaceOfUrl(database);
  if (/\w=\S/.test(database)) return ofPairs(scheme, database);
  const variable = (index: 0 | 1 | 2): string =>
    variables ? (variableOf(command, variables[index]) ?? '') : '';
  const host = firstOf(options, connection.host) || variable(0);
  if (isUrl(host))
    return {
      ...tableSpaceOfUrl(host),
      namespace: `${scheme}://${host.replace(/^\w+:\/\//, '').replace(/\/.*$/, '')}`,
    };
  const port = firstOf(options, connection.port) || variable(1);
  const schema = connection.schema ? firstOf(options, connection.schema) : '';
  const prefix = [database || variable(2), schema]
    .filter((each) => each !== '' && !each.startsWith('{'))
    .join('.');
  if (isUsual(host)) return { namespace: scheme, prefix };
  return { namespace: `${scheme}://${host}${port === '' || host.includes(':') ? '' : `:${port}`}`, prefix };
}

/** A table's full name in a space. */
export function tableIn(space: TableSpace, name: string): string {
  const parts = name.split('.').length;
  if (space.prefix === '' || parts >= 3) return name;
  const depth = space.prefix.split('.').length;
  if (parts === 2 && depth > 1) return `${space.prefix.split('.')[0]}.${name}`;
  const isPublic = parts === 1 && depth === 1 && /^(postgres|redshift)/.test(space.namespace);
  return `${space.prefix}.${isPublic ? 'public.' : ''}${name}`;
}
