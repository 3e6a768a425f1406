import { listAt, objectAt, partOf } from '../json.js';
import { connectionsOf } from '../stores/connection.js';
import type { ActivityContext } from './activityContext.js';
import { startProcedure } from './procedures.js';
import { answersQueries, runQueries } from './queries.js';

function connectionsOfActivity(context: ActivityContext) {
  const { activity, run, scope, path } = context;
  const pool = objectAt(activity, 'sqlPool');
  const reference = Object.keys(pool).length > 0 ? pool : objectAt(activity, 'linkedServiceName');
  return connectionsOf(run.factory, reference, scope, path);
}

/** Scripts that run on the server of the activity's linked service. */
export function script(context: ActivityContext): void {
  const connections = connectionsOfActivity(context);
  const usable = connections.filter(answersQueries);
  const given =
    usable.length > 0
      ? usable
      : connections.map((each) => ({ ...each, space: { namespace: 'sql', prefix: '' } }));
  for (const [index, each] of listAt(context.typeProperties, 'scripts').entries())
    runQueries(context, context.evaluate(partOf(each, 'text')), given, `scripts.${index}`);
}

/** A command or query for Azure Data Explorer. */
export function kustoCommand(context: ActivityContext): void {
  const connections = connectionsOfActivity(context);
  const space = { namespace: 'kusto', prefix: '' };
  const given = connections.map((each) => (each.space ? each : { ...each, space }));
  runQueries(
    context,
    context.evaluate(partOf(context.typeProperties, 'command')),
    given,
    'typeProperties.command',
  );
}

/** A stored procedure whose text a file of the repository holds. */
export function storedProcedure(context: ActivityContext): void {
  startProcedure(context, connectionsOfActivity(context), 'typeProperties.storedProcedureName');
}
