import { weaker } from '../../../../values/text.js';
import type { ExpressionScope } from '../expressions/evaluateExpression.js';
import type { Factory } from '../factory.js';
import { isObject, type JsonObject, objectAt, textAt } from '../json.js';
import { type Given, parameterValue } from '../pipelineRun.js';
import { type Connection, connectionsOf } from './connection.js';
import { type Expanded, expandProperties } from './expandProperties.js';
import { type FactoryPlace, isOpen, withoutDates } from './place.js';

/** Folder and file patterns that an activity reads in place of the dataset's own. */
export interface Wildcards {
  folder?: string;
  file?: string;
}

/** A dataset with what it connects to. */
export interface ResolvedDataset {
  places: FactoryPlace[];
  connections: Connection[];
}

type Values = Readonly<Record<string, string>>;

function unquoted(name: string): string {
  return name.replace(/[[\]"`]/g, '');
}

/** The table that a dataset names, with its schema. */
function tableOf(type: string, values: Values, connection: Connection): string | undefined {
  const table =
    values.table ??
    values.collectionName ??
    values.collection ??
    values.objectApiName ??
    values.entityName ??
    values.listName ??
    values.path ??
    values.tableName;
  if (table === undefined) return undefined;
  if (/^CosmosDb/.test(type) || /^azurecosmos/.test(connection.space?.namespace ?? ''))
    return `colls/${table}`;
  const schema = values.schema ?? values.dataset ?? values.database;
  return unquoted(schema === undefined || schema === '' ? table : `${schema}.${table}`);
}

function qualified(table: string, connection: Connection): string {
  const prefix = connection.space?.prefix ?? '';
  if (/^azurekusto/.test(connection.space?.namespace ?? ''))
    return prefix === '' ? table : `${prefix}/${table}`;
  const [database] = prefix.split('.');
  const given = table.split('.').length;
  if (prefix === '' || given >= 3) return table;
  return given === 2 && prefix.includes('.') ? `${database}.${table}` : `${prefix}.${table}`;
}

function tablePlace(type: string, expanded: Expanded, connection: Connection): FactoryPlace | undefined {
  const table = tableOf(type, expanded.values, connection);
  if (table === undefined || !connection.space) return undefined;
  const place: FactoryPlace = {
    name: qualified(table, connection),
    namespace: connection.space.namespace,
    kind: /^https/.test(connection.space.namespace) ? 'api' : 'table',
    confidence: expanded.confidence,
  };
  return isOpen(table.replace(/^colls\//, '')) ? { ...place, open: true } : place;
}

/** Container and path of the forms that a location has had over the years. */
function pathOf(values: Values, wildcards: Wildcards): { container: string; path: string } {
  const folder = wildcards.folder ?? values.folderPath ?? '';
  const file = wildcards.file ?? values.fileName ?? '';
  const container = values.container ?? values.fileSystem ?? values.bucketName ?? values.bucket;
  if (container !== undefined)
    return { container, path: [folder, values.key ?? '', file].filter(Boolean).join('/') };
  const [first = '', ...rest] = folder.split('/').filter(Boolean);
  return { container: first, path: [...rest, file].filter(Boolean).join('/') };
}

function storagePlace(
  expanded: Expanded,
  connection: Connection,
  wildcards: Wildcards,
): FactoryPlace | undefined {
  if (!connection.uri) return undefined;
  const { container, path } = pathOf(expanded.values, wildcards);
  const open = isOpen(`${container}${path}`) || `${container}${path}` === '';
  const place: FactoryPlace = {
    name: connection.uri(container, withoutDates(path)),
    confidence: expanded.confidence,
  };
  return open ? { ...place, open: true } : place;
}

function webPlace(expanded: Expanded, connection: Connection): FactoryPlace | undefined {
  if (connection.url === undefined || !/^https?:/i.test(connection.url)) return undefined;
  const base = connection.url.replace(/\/+$/, '');
  const relative = (expanded.values.relativeUrl ?? expanded.values.path ?? '').replace(/^\/+/, '');
  return {
    name: relative === '' ? base : `${base}/${relative}`,
    kind: 'api',
    confidence: expanded.confidence,
  };
}

function lakehousePlace(type: string, expanded: Expanded, connection: Connection): FactoryPlace | undefined {
  if (type !== 'LakehouseTable' || !connection.uri) return undefined;
  const { table = '', schema } = expanded.values;
  const path = schema === undefined ? table : `${schema}/${table}`;
  return { name: connection.uri('Tables', path), kind: 'table', confidence: expanded.confidence };
}

function placeOf(
  type: string,
  expanded: Expanded,
  connection: Connection,
  wildcards: Wildcards,
): FactoryPlace {
  const found = lakehousePlace(type, expanded, connection) ??
    tablePlace(type, expanded, connection) ??
    storagePlace(expanded, connection, wildcards) ??
    webPlace(expanded, connection) ?? { name: '', confidence: 'possible' as const, open: true as const };
  const why = expanded.why ?? connection.why;
  const confidence = weaker(found.confidence, connection.confidence);
  const holes = /\{[^{}]*\}/.test(`${found.namespace ?? ''}${found.name}`);
  const sure = !holes && confidence === 'possible' ? ('inferred' as const) : confidence;
  const place: FactoryPlace = { ...found, confidence: holes ? 'possible' : sure };
  return why === undefined ? place : { ...place, why };
}

function wildcardsOf(settings: JsonObject, scope: ExpressionScope): Wildcards {
  const [expanded] = expandProperties(settings, scope);
  const { wildcardFolderPath: folder, wildcardFileName: file } = expanded?.values ?? {};
  return { ...(folder === undefined ? {} : { folder }), ...(file === undefined ? {} : { file }) };
}

/** Where a dataset's data is, given the dataset's own definition. */
export function placesOfDefinition(
  factory: Factory,
  definition: JsonObject,
  scope: ExpressionScope,
  from: string,
  settings: JsonObject = {},
): ResolvedDataset {
  const typeProperties = objectAt(definition, 'typeProperties');
  const location = objectAt(typeProperties, 'location');
  const flat: JsonObject = { ...typeProperties, ...location };
  delete flat.type;
  const service = objectAt(
    definition,
    isObject(definition.linkedService) ? 'linkedService' : 'linkedServiceName',
  );
  const connections = connectionsOf(factory, service, scope, from);
  const wildcards = wildcardsOf(settings, scope);
  const type = textAt(definition, 'type') ?? '';
  const places = connections.flatMap((connection) =>
    expandProperties(flat, scope).map((expanded) => placeOf(type, expanded, connection, wildcards)),
  );
  return { places, connections };
}

/** Where the data of a referenced dataset is, with the parameters that the reference gives. */
export function placesOfDataset(
  factory: Factory,
  reference: JsonObject,
  scope: ExpressionScope,
  from: string,
  evaluated: Given,
  settings: JsonObject = {},
): ResolvedDataset {
  const name = textAt(reference, 'referenceName') ?? '';
  const dataset = factory.find('adf-dataset', name, from);
  if (!dataset) {
    const why = `dataset ${name} is not in the repository`;
    return { places: [{ name: '', confidence: 'possible', why, open: true }], connections: [] };
  }
  const declared = objectAt(dataset.properties, 'parameters');
  const inner: ExpressionScope = {
    lookUp: (root, key) =>
      root === 'dataset' ? parameterValue(declared, evaluated, key) : scope.lookUp(root, key),
  };
  return placesOfDefinition(factory, dataset.properties, inner, dataset.path, settings);
}
