import { protocolError } from '../errors/clickHouseError.js';
import { isOutputFormat } from './outputFormats.js';
import { type SqlToken, scanSql } from './scanSql.js';

/** Queues of the engine: rows coming in, schema changes, and everything else. */
export type LaneName = 'ingest' | 'schema' | 'query';

/** What the protocol needs to know about one SQL statement. Offsets are characters of the text given. */
export interface Statement {
  verb: string;
  lane: LaneName;
  /** End of the statement: before a closing semicolon and, for an INSERT with data, before the data. */
  end: number;
  /** INSERT that takes rows in `format`: `FROM INFILE` belongs at `at`; inline rows start at `dataStart`. */
  insert?: { at: number; format: string; dataStart: number };
  /** Query whose text ends in `FORMAT name`: `INTO OUTFILE` belongs at `at`. */
  output?: { at: number; format: string };
}

const selectVerbs = new Set(['SELECT', 'WITH', 'FROM']);
const schemaVerbs = new Set([
  'CREATE',
  'ALTER',
  'DROP',
  'RENAME',
  'EXCHANGE',
  'TRUNCATE',
  'ATTACH',
  'DETACH',
]);

/**
 * Reads as much of a statement as the protocol needs: its kind, where its rows start and where its result
 * format stands. Two statements in one request are refused, as ClickHouse refuses them.
 */
export function parseStatement(sql: string): Statement {
  const tokens: SqlToken[] = [];
  for (const token of scanSql(sql)) {
    const { text, depth } = token;
    const opensStatement = tokens.length === 0 && text !== '(';
    if (!opensStatement && (depth > 0 || tokens.length === 0)) continue;
    if (tokens.at(-1)?.text === ';') {
      throw protocolError('syntaxError', 'Syntax error (Multi-statements are not allowed)');
    }
    tokens.push(token);
    const mayStartRows = word(token) === 'VALUES' || word(tokens.at(-2)) === 'FORMAT';
    const insert = mayStartRows ? insertTarget(tokens) : undefined;
    if (insert !== undefined) return { verb: 'INSERT', lane: 'ingest', end: insert.dataStart, insert };
  }
  return statementWithoutRows(sql, tokens);
}

function statementWithoutRows(sql: string, tokens: SqlToken[]): Statement {
  const semicolon = tokens.at(-1)?.text === ';' ? tokens.pop() : undefined;
  const end = semicolon?.start ?? sql.length;
  const verb = word(tokens[0]);
  const lane = schemaVerbs.has(verb) ? 'schema' : 'query';
  const output = selectVerbs.has(verb) ? outputFormat(tokens) : undefined;
  return { verb, lane, end, ...(output === undefined ? {} : { output }) };
}

function word(token: SqlToken | undefined): string {
  return token?.text.toUpperCase() ?? '';
}

/** Rows follow `FORMAT name` or `VALUES`, unless a SELECT comes first; the table's name is passed over. */
function insertTarget(tokens: SqlToken[]): Statement['insert'] {
  if (word(tokens[0]) !== 'INSERT' || tokens.length < 4) return undefined;
  const words = tokens.map(word);
  const afterInto = words.indexOf('INTO') + 1;
  const table = afterInto + (words[afterInto] === 'TABLE' || words[afterInto] === 'FUNCTION' ? 1 : 0);
  const clauses = words.slice(table + 1);
  if (clauses.includes('SELECT') || clauses.includes('WITH') || clauses.includes('INFILE')) return undefined;
  const last = tokens.at(-1);
  const previous = tokens.at(-2);
  if (last === undefined || previous === undefined || tokens.length - 1 <= table) return undefined;
  const settings = tokens.find((_, index) => index > table && words[index] === 'SETTINGS');
  if (words.at(-1) === 'VALUES') {
    return { at: settings?.start ?? last.start, format: 'Values', dataStart: last.end };
  }
  if (words.at(-2) !== 'FORMAT' || tokens.length - 2 <= table) return undefined;
  return { at: settings?.start ?? previous.start, format: last.text, dataStart: last.end };
}

/** The last `FORMAT name` at the statement's end; a column called format is followed by something else. */
function outputFormat(tokens: SqlToken[]): Statement['output'] {
  const words = tokens.map(word);
  if (words.includes('OUTFILE')) return undefined;
  const index = words.lastIndexOf('FORMAT');
  const format = tokens[index + 1]?.text;
  const start = tokens[index]?.start;
  if (index < 0 || start === undefined || format === undefined || !isOutputFormat(format)) return undefined;
  const rest = words[index + 2];
  return rest === undefined || rest === 'SETTINGS' ? { at: start, format } : undefined;
}
