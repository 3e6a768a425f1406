import { type Flow, joinFlows, NO_FLOW } from '../../../../values/flow.js';
import type { Place } from '../../../../values/records.js';
import { flowsOfScript } from '../dataFlowScript.js';
import type { ExpressionScope } from '../expressions/evaluateExpression.js';
import type { Resource } from '../factory.js';
import { isObject, type JsonObject, listAt, objectAt, partOf, textAt } from '../json.js';
import type { FactoryPlace } from '../stores/place.js';
import { placesOfDataset, placesOfDefinition } from '../stores/placesOfDataset.js';
import { ActivityContext } from './activityContext.js';

/** The script of a data flow in either of the forms that files have. */
function scriptOf({ properties }: Resource): string {
  const lines = listAt(properties, 'typeProperties', 'scriptLines').map((line) => String(line));
  return lines.length > 0 ? lines.join('\n') : (textAt(properties, 'typeProperties', 'script') ?? '');
}

/** Settings of a source or sink that has no dataset: they stand in the script. */
function inlineDefinition(end: JsonObject, settings: ReadonlyMap<string, string>): JsonObject {
  const named = Object.fromEntries(settings);
  const { tableName, schemaName, container, fileSystem, ...rest } = named;
  const typeProperties: JsonObject = { ...rest };
  if (tableName !== undefined) typeProperties.table = tableName;
  if (schemaName !== undefined) typeProperties.schema = schemaName;
  const store = container ?? fileSystem;
  if (store !== undefined) typeProperties.fileSystem = store;
  return { type: 'Inline', linkedServiceName: objectAt(end, 'linkedService'), typeProperties };
}

/** Records the sources and sinks of a data flow, and which source reaches which sink. */
export function dataFlow(context: ActivityContext): void {
  const { typeProperties } = context;
  const reference = { ...objectAt(typeProperties, 'dataflow'), ...objectAt(typeProperties, 'dataFlow') };
  const name = textAt(reference, 'referenceName') ?? '';
  const flow = context.run.factory.find('adf-data-flow', name, context.path);
  if (!flow) {
    context.unresolved('', `data flow ${name} is not in the repository`);
    return;
  }
  readDataFlow(context, flow, reference);
}

function readDataFlow(context: ActivityContext, flow: Resource, given: JsonObject): void {
  const script = flowsOfScript(scriptOf(flow));
  const parameters = context.run.evaluateAll(objectAt(given, 'parameters'), context.scope);
  const scope: ExpressionScope = {
    lookUp: (root, key) => parameters.get(key) ?? context.scope.lookUp(root, key),
  };
  const placesOf = (end: JsonObject): FactoryPlace[] => {
    const endName = textAt(end, 'name') ?? '';
    const dataset = objectAt(end, 'dataset');
    const ofDataset = objectAt(given, 'datasetParameters', endName);
    if (Object.keys(dataset).length > 0) {
      const evaluated = context.run.evaluateAll({ ...objectAt(dataset, 'parameters'), ...ofDataset }, scope);
      return placesOfDataset(context.run.factory, dataset, scope, flow.path, evaluated).places;
    }
    const definition = inlineDefinition(end, script.settings.get(endName) ?? new Map());
    return placesOfDefinition(context.run.factory, definition, scope, flow.path).places;
  };
  const flows = new Map<string, Flow>();
  for (const [index, end] of listAt(flow.properties, 'typeProperties', 'sources').entries()) {
    if (!isObject(end)) continue;
    const inner = contextAt(context, flow, `sources.${index}`);
    flows.set(textAt(end, 'name') ?? '', inner.readPlaces(placesOf(end), ''));
  }
  for (const [index, end] of listAt(flow.properties, 'typeProperties', 'sinks').entries()) {
    if (!isObject(end)) continue;
    const sources = script.sourcesOf(textAt(end, 'name') ?? '');
    const carried = sources.map((source) => flows.get(source) ?? NO_FLOW).reduce(joinFlows, NO_FLOW);
    contextAt(context, flow, `sinks.${index}`).writePlaces(placesOf(end), '', carried);
  }
}

/** The activity, with evidence in the file of the data flow. */
function contextAt(context: ActivityContext, flow: Resource, member: string): ActivityContext {
  const line = partOf(flow.body, 'places', member);
  const at = typeof line === 'number' ? line : flow.line;
  const place: Place = { path: flow.path, at: [at, at, -at, -at] };
  return new PlacedContext(context, place);
}

class PlacedContext extends ActivityContext {
  constructor(
    context: ActivityContext,
    private readonly fixed: Place,
  ) {
    super(context.link, context.run, context.scope, {}, context.record);
  }

  override place(): Place {
    return this.fixed;
  }
}
