import type { Artefact } from '../../../facts/artefact.js';
import type { ConfigValue } from '../../../facts/configValue.js';
import type { ArtefactReader } from '../artefactReader.js';
import type { JsonLines } from '../jsonLines.js';
import { readActivities } from './readActivities.js';

type JsonObject = { [key: string]: ConfigValue };
type Keys = readonly (string | number)[];

const RESOURCE =
  /^Microsoft\.(?:DataFactory\/factories|Synapse\/workspaces)\/(pipelines|datasets|linkedservices|dataflows|triggers|notebooks|sparkJobDefinitions)$/i;
const TRIGGER = /Trigger$/;

function isObject(value: ConfigValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What the properties of a resource show it to be. */
function typeOf(properties: JsonObject, path: string): string | undefined {
  const { type, typeProperties } = properties;
  if (Array.isArray(properties.activities)) return 'adf-pipeline';
  if (isObject(properties.linkedServiceName) && typeof type === 'string') return 'adf-dataset';
  if (typeof type === 'string' && TRIGGER.test(type)) return 'adf-trigger';
  if (typeof type === 'string' && /DataFlow$|^Flowlet$/.test(type)) return 'adf-data-flow';
  if (Array.isArray(properties.cells) && 'nbformat' in properties) return 'synapse-notebook';
  if ('targetBigDataPool' in properties && isObject(properties.jobProperties)) return 'synapse-spark-job';
  if (isObject(properties.content) && typeof properties.content.query === 'string') return 'synapse-script';
  if (isObject(properties.globalParameters)) return 'adf-factory';
  const connects =
    typeof type === 'string' && (isObject(typeProperties) || /(^|\/)linkedservices?\//i.test(path));
  return connects && /(^|\/)linkedservices?(\/|$)|linkedtemplate|arm/i.test(path)
    ? 'adf-linked-service'
    : undefined;
}

/** Lines of a data flow's sources and sinks. */
function endsOf({ typeProperties }: JsonObject, keys: Keys, lines: JsonLines): JsonObject {
  const places: JsonObject = {};
  for (const side of ['sources', 'sinks']) {
    const list = isObject(typeProperties) ? typeProperties[side] : undefined;
    for (const index of Array.isArray(list) ? list.keys() : [])
      places[`${side}.${index}`] = lines.lineOf(...keys, 'properties', 'typeProperties', side, index);
  }
  return places;
}

function artefactOf(
  type: string,
  name: string,
  properties: JsonObject,
  keys: Keys,
  lines: JsonLines,
  template?: JsonObject,
): Artefact {
  const body: JsonObject = { properties };
  if (type === 'adf-pipeline') {
    const { activities: _activities, ...rest } = properties;
    body.properties = rest;
    body.activities = readActivities(properties.activities, [...keys, 'properties', 'activities'], lines);
  }
  if (type === 'adf-data-flow') body.places = endsOf(properties, keys, lines);
  if (template) body.template = template;
  return { type, name, line: lines.lineOf(...keys), endLine: lines.endLineOf(...keys), body };
}

/** Resources of an ARM template, whose parameters the resolver fills in. */
function readTemplate(value: JsonObject, path: string, lines: JsonLines): Artefact[] {
  const template = { parameters: value.parameters ?? {}, variables: value.variables ?? {} };
  const resources = Array.isArray(value.resources) ? value.resources : [];
  return resources.flatMap((resource, index): Artefact[] => {
    if (!isObject(resource) || !isObject(resource.properties)) return [];
    const { type, name, properties } = resource;
    const kind = typeof type === 'string' ? RESOURCE.exec(type)?.[1]?.toLowerCase() : undefined;
    if (kind === undefined || typeof name !== 'string') return [];
    const found = kind === 'linkedservices' ? 'adf-linked-service' : typeOf(properties, path);
    return found === undefined
      ? []
      : [artefactOf(found, name, properties, ['resources', index], lines, template)];
  });
}

/** Values of a template's parameters, in the file that a deployment adds. */
function readParameterFile(value: JsonObject, path: string): Artefact[] {
  const isValues = typeof value.$schema === 'string' && /deploymentParameters\.json/i.test(value.$schema);
  if (!isValues || !isObject(value.parameters)) return [];
  return [{ type: 'arm-parameters', name: path, line: 1, endLine: 1, body: value.parameters }];
}

/** The name of an item of Fabric, which its folder carries: `Load sales.DataPipeline/pipeline-content.json`. */
function fabricName(path: string): string | undefined {
  return /(?:^|\/)([^/]+)\.DataPipeline\/pipeline-content\.json$/i.exec(path)?.[1];
}

function readPlatform(value: JsonObject, path: string): Artefact[] {
  const { metadata, config } = value;
  if (!isObject(metadata) || !isObject(config) || typeof config.logicalId !== 'string') return [];
  const name = typeof metadata.displayName === 'string' ? metadata.displayName : path;
  return [
    {
      type: 'fabric-item',
      name,
      line: 1,
      endLine: 1,
      body: { id: config.logicalId, kind: metadata.type ?? '' },
    },
  ];
}

/** What Azure Data Factory, Synapse and Fabric keep in Git, and ARM templates of them. */
export const dataFactoryReader: ArtefactReader = {
  name: 'dataFactory',
  readArtefacts(path, value, lines) {
    if (!isObject(value)) return [];
    if (Array.isArray(value.resources)) return readTemplate(value, path, lines);
    if (isObject(value.parameters) && !isObject(value.properties)) return readParameterFile(value, path);
    if (path.endsWith('.platform')) return readPlatform(value, path);
    const { properties } = value;
    if (!isObject(properties)) return [];
    const type = typeOf(properties, path);
    const file =
      path
        .split('/')
        .at(-1)
        ?.replace(/\.json$/i, '') ?? path;
    const name = typeof value.name === 'string' ? value.name : (fabricName(path) ?? file);
    return type === undefined ? [] : [artefactOf(type, name, properties, [], lines)];
  },
};
