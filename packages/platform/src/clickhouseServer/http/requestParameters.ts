import { protocolError } from '../errors/clickHouseError.js';
import { quoteIdentifier, quoteString } from '../sql/quote.js';

/** Parameters of ClickHouse's HTTP interface that are not settings. */
const notSettings = new Set([
  'query',
  'database',
  'default_format',
  'query_id',
  'user',
  'password',
  'quota_key',
  'role',
  'session_id',
  'session_check',
  'session_timeout',
  'close_session',
  'compress',
  'decompress',
  'stacktrace',
  'buffer_size',
  'wait_end_of_query',
  'client_protocol_version',
  'enable_http_compression',
  'log_comment',
]);

/** What would need state between requests, users, or ClickHouse's own block compression. */
const unsupported = ['session_id', 'role', 'compress', 'decompress'];

/** The SQL that puts a request's database, settings and query parameters in force on its connection. */
export function preludeOf(parameters: URLSearchParams, readOnly: boolean): string {
  for (const name of unsupported) {
    if (parameters.get(name)) {
      throw protocolError('notImplemented', `The embedded server has no HTTP parameter ${name}`);
    }
  }
  const database = parameters.get('database');
  const settings = [...parameters].filter(([name]) => !notSettings.has(name)).map(assignment);
  if (readOnly) settings.push('readonly = 2');
  return [
    ...(database ? [`USE ${quoteIdentifier(database)}; `] : []),
    ...settings.map((setting) => `SET ${setting}; `),
  ].join('');
}

function assignment([name, value]: [string, string]): string {
  if (!/^[A-Za-z_]\w*$/.test(name)) throw protocolError('unknownSetting', `Unknown setting '${name}'`);
  return `${name} = ${quoteString(value)}`;
}
