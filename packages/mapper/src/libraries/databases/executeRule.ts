import type { Call, Rule } from '../../interpreter/machine.js';
import { NO_FLOW } from '../../values/flow.js';
import { stringOf, stringsOf } from '../../values/texts.js';
import { carrying, constant, flowOf, NOTHING, type Value } from '../../values/value.js';
import { argument, cellsOf, dataOf } from '../arguments.js';
import { executeStatement, isStatement, mappedTables, queryMapped } from '../orm.js';
import { tableSpaceOf } from '../tableSpace.js';

const LOOKS_LIKE_SQL =
  /^[\s(]*(--[^\n]*\n\s*|\/\*[\s\S]*?\*\/\s*)*(select|with|insert|create|merge|update|copy|export|unload|load|delete|replace|truncate|drop|alter|call|exec|from)\s/i;

/** Names of variables that hold a connection whose type nothing says. */
const LIKE_A_CONNECTION =
  /(^|_)(cur|cursor|curs|conn|connection|con|engine|session|sess|db|database|dbh|warehouse)(_|\d|$)/i;
const SEARCH_PATH = /^\s*set\s+(?:session\s+|local\s+)?search_path\s*(?:to|=)\s*([^;]+)/i;

/** `SET search_path TO a, b`: from now on the connection's tables stand in the last schema that is not `public`. */
function followSearchPath(call: Call, text: string): boolean {
  const listed = SEARCH_PATH.exec(text)?.[1]
    ?.split(',')
    .map((name) => name.trim().replace(/['"]/g, ''));
  const schema = listed?.filter((name) => !/^(public|"?\$user"?)$/i.test(name)).at(-1);
  for (const cell of schema === undefined ? [] : cellsOf(call.receiver)) {
    const database = stringOf(cell.fields.get('prefix'))?.split('.')[0] ?? '';
    cell.fields.set('prefix', constant([database, schema].filter((part) => part !== '').join('.')));
  }
  return listed !== undefined;
}

/** Remembers the answer on the connection, so that `cursor.fetchall()` finds it. */
export const executeRule: Rule = (call, machine) => {
  const sql = argument(call, 0, 'sql', 'query', 'statement', 'operation', 'sql_query', 'command');
  if (!sql) return fetchRule(call, machine);
  if (isStatement(sql)) return answered(call, carrying(executeStatement(call, machine).flow));
  if (sql && mappedTables(sql, machine).length > 0) return queryMapped(call, machine);
  const known = stringsOf(sql);
  const typed = cellsOf(call.receiver).some((cell) => cell.type === 'sql.Connection');
  if (known.some((text) => followSearchPath(call, text))) return call.receiver ?? NOTHING;
  const built = sql && !sql.texts && dataOf(sql) !== NO_FLOW;
  const nameless = !sql.texts && LIKE_A_CONNECTION.test(call.receiver?.hint ?? '');
  if (built || !(typed || nameless || known.some((text) => LOOKS_LIKE_SQL.test(text))))
    return answered(call, carrying(dataOf(sql)));
  return answered(call, carrying(machine.query(call, sql, tableSpaceOf(call.receiver), { variables: true })));
};

/** The answer of a query, which `fetchall` on its connection finds. */
function answered(call: Call, answer: Value): Value {
  const cells = cellsOf(call.receiver);
  for (const cell of cells) cell.fields.set('answer', answer);
  const references = call.receiver?.references;
  return cells.length > 0 && references ? { ...answer, references } : answer;
}

export const fetchRule: Rule = (call) => {
  const answers = cellsOf(call.receiver).flatMap((cell) => cell.fields.get('answer') ?? []);
  return carrying(
    call.receiver?.flow === NO_FLOW ? (answers[0]?.flow ?? NO_FLOW) : flowOf(call.receiver ?? NOTHING),
  );
};
