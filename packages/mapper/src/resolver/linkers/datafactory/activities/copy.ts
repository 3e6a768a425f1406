import type { ConfigValue } from '../../../../facts/configValue.js';
import { type Flow, joinFlows, NO_FLOW, pickColumn, valueOrigins } from '../../../../values/flow.js';
import { isObject, type JsonObject, listAt, objectAt, partOf, textAt } from '../json.js';
import type { Connection } from '../stores/connection.js';
import { placesOfDefinition, type ResolvedDataset } from '../stores/placesOfDataset.js';
import type { ActivityContext } from './activityContext.js';
import { answersQueries, runQueries } from './queries.js';

const QUERY = /^(query|\w*ReaderQuery)$/;

/** The dataset of one end of a copy: a reference, or settings that stand in the activity itself (Fabric). */
function datasetOf(context: ActivityContext, reference: JsonObject, end: JsonObject): ResolvedDataset {
  const settings = objectAt(end, 'datasetSettings');
  const storeSettings = objectAt(end, 'storeSettings');
  if (Object.keys(settings).length === 0) return context.dataset(reference, storeSettings);
  const definition: JsonObject = { ...settings };
  return placesOfDefinition(context.run.factory, definition, context.scope, context.path, storeSettings);
}

function queriesOf(source: JsonObject): string | undefined {
  return Object.keys(source).find((key) => QUERY.test(key) && source[key] !== null && source[key] !== '');
}

function readSource(
  context: ActivityContext,
  dataset: ResolvedDataset,
  source: JsonObject,
  member: string,
): Flow {
  const connections: Connection[] = dataset.connections.filter(answersQueries);
  const query = queriesOf(source);
  if (query !== undefined && connections.length > 0)
    return runQueries(context, context.evaluate(source[query]), connections, `source.${query}`);
  const procedure = textAt(source, 'sqlReaderStoredProcedureName');
  if (procedure !== undefined) {
    context.unresolved(member, `the answer of stored procedure ${procedure} is not known`);
    return NO_FLOW;
  }
  return context.readPlaces(dataset.places, member);
}

/** Data that an activity reads by `source` from the dataset that a reference names. */
function readFrom(context: ActivityContext, reference: JsonObject, member: string): Flow {
  const source = objectAt(context.typeProperties, 'source');
  return readSource(context, datasetOf(context, reference, source), source, member);
}

/** Columns that a copy renames. */
function translated(context: ActivityContext, flow: Flow): Flow {
  const mappings = listAt(context.typeProperties, 'translator', 'mappings').filter(isObject);
  const columns = mappings.flatMap((mapping): [string, Set<string>][] => {
    const from = textAt(mapping, 'source', 'name');
    const to = textAt(mapping, 'sink', 'name') ?? from;
    return from === undefined || to === undefined ? [] : [[to, valueOrigins(pickColumn(flow, from))]];
  });
  return columns.length > 0 && columns.length === mappings.length
    ? { columns: new Map(columns), rest: new Set(), rows: flow.rows }
    : flow;
}

/** Scripts before a copy mostly empty the table that the copy fills. */
function movesData(script: ConfigValue): boolean {
  return (
    typeof script === 'string' && script.trim() !== '' && !/^\s*(delete|truncate)\b[^;]*;?\s*$/i.test(script)
  );
}

/** Copies from the source's dataset, or the answer of a query on it, into the sink's dataset. */
export function copy(context: ActivityContext): void {
  const { activity, typeProperties } = context;
  const [source, sink] = [objectAt(typeProperties, 'source'), objectAt(typeProperties, 'sink')];
  const input = partOf(activity, 'inputs', 0);
  const output = partOf(activity, 'outputs', 0);
  const from = datasetOf(context, isObject(input) ? input : {}, source);
  const into = datasetOf(context, isObject(output) ? output : {}, sink);
  const reading = isObject(input) ? 'inputs.0' : 'typeProperties.source';
  const flow = readSource(context, from, source, reading);
  const scripts = context.evaluate(partOf(sink, 'preCopyScript')).filter(({ value }) => movesData(value));
  runQueries(context, scripts, into.connections.filter(answersQueries), 'sink.preCopyScript');
  const writing = isObject(output) ? 'outputs.0' : 'typeProperties.sink';
  context.writePlaces(into.places, writing, translated(context, joinFlows(flow, NO_FLOW)));
}

/** A lookup or the reading of a folder's list: data that steer the pipeline. */
export function lookup(context: ActivityContext): void {
  const reference = objectAt(context.typeProperties, 'dataset');
  if (Object.keys(reference).length > 0) readFrom(context, reference, 'typeProperties.dataset');
  else {
    const source = objectAt(context.typeProperties, 'source');
    readSource(
      context,
      datasetOf(context, {}, { ...context.typeProperties, ...source }),
      source,
      'typeProperties.source',
    );
  }
}
