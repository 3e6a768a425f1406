import { type Flow, joinFlows, NO_FLOW } from '../../../../values/flow.js';
import { weaker } from '../../../../values/text.js';
import { applySql } from '../../../applySql.js';
import { type Known, spelled } from '../expressions/known.js';
import type { Connection } from '../stores/connection.js';
import { isOpen } from '../stores/place.js';
import type { ActivityContext } from './activityContext.js';

const SQL =
  /^(mssql|postgres|mysql|oracle|snowflake|redshift|bigquery|hive|teradata|db2|databricks|fabric-warehouse|saphana)\b/;
const KUSTO = /^azurekusto\b/;

/** Whether a connection answers queries that are understood here. */
export function answersQueries({ space }: Connection): boolean {
  return space !== undefined && (SQL.test(space.namespace) || KUSTO.test(space.namespace));
}

/** Records what a query on a connection reads and writes; answers what it yields. */
function runQuery(context: ActivityContext, query: Known, connection: Connection, member: string): Flow {
  const text = spelled(query.value);
  if (isOpen(text) || text.trim() === '' || !connection.space) {
    context.unresolved(member, query.why ?? connection.why ?? 'the query is not a constant');
    return NO_FLOW;
  }
  const { recorder } = context.link;
  const language = KUSTO.test(connection.space.namespace) ? 'kql' : 'sql';
  const script = recorder.embeddedFacts(language, text)?.sql;
  if (!script) return NO_FLOW;
  const [problem] = script.problems;
  if (problem) context.unresolved(member, `the query does not parse: ${problem.reason}`);
  return applySql(recorder, script, {
    activity: context.record,
    space: connection.space,
    place: () => context.place(member),
    confidence: weaker(query.confidence, connection.confidence),
  });
}

/** Runs every query that may be meant on every connection that may be meant. */
export function runQueries(
  context: ActivityContext,
  queries: readonly Known[],
  connections: readonly Connection[],
  member: string,
): Flow {
  return queries
    .flatMap((query) => connections.map((connection) => runQuery(context, query, connection, member)))
    .reduce(joinFlows, NO_FLOW);
}
