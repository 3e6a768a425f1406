import type { MapConfidence } from '@driftline/contracts';
import type { TableSpace } from '../../../../interpreter/machine.js';
import { weaker } from '../../../../values/text.js';
import type { ExpressionScope } from '../expressions/evaluateExpression.js';
import { type Known, known } from '../expressions/known.js';
import type { Factory } from '../factory.js';
import { type JsonObject, objectAt, textAt } from '../json.js';
import { type Given, parameterValue } from '../pipelineRun.js';
import { type Expanded, expandProperties } from './expandProperties.js';
import { storageOf } from './storage.js';
import { tableSpaceOf } from './tableSpaceOf.js';

/** What a linked service connects to: a store of files, a database, or both unknown. */
export interface Connection {
  type: string;
  /** The URI of a container or share and a path in it. */
  uri?: (container: string, path: string) => string;
  space?: TableSpace;
  /** Base of addresses, as of an HTTP service. */
  url?: string;
  confidence: MapConfidence;
  why?: string;
}

const LOGICAL = 'a linked service that the repository does not hold';

function connectionOf(name: string, type: string, expanded: Expanded): Connection {
  const { values, confidence } = expanded;
  const connection: Connection = { type, confidence };
  const uri = storageOf(type, values, name);
  if (uri) connection.uri = uri;
  const space = tableSpaceOf(type, values, name);
  if (space) connection.space = space;
  const url = values.url ?? values.baseUrl ?? values.siteUrl ?? values.functionAppUrl;
  if (url !== undefined) connection.url = url;
  if (expanded.why !== undefined) connection.why = expanded.why;
  return connection;
}

/** What a reference to a linked service may connect to. `reference` holds its name and parameters, or the service itself. */
export function connectionsOf(
  factory: Factory,
  reference: JsonObject,
  scope: ExpressionScope,
  from: string,
): Connection[] {
  const inline = objectAt(reference, 'properties');
  const name = textAt(reference, 'referenceName') ?? textAt(reference, 'name') ?? 'linked service';
  if (Object.keys(inline).length > 0)
    return expandProperties(objectAt(inline, 'typeProperties'), scope).map((each) =>
      connectionOf(name, textAt(inline, 'type') ?? '', each),
    );
  const service = factory.find('adf-linked-service', name, from);
  if (!service) return [{ type: '', confidence: 'possible', why: `${LOGICAL}: ${name}` }];
  const given: Given = new Map(
    Object.entries(objectAt(reference, 'parameters')).map(([key, value]) => [
      key,
      expandProperties({ value }, scope).map((each): Known => {
        const text = known(each.values.value ?? '', weaker(each.confidence, 'exact'));
        return each.why === undefined ? text : { ...text, why: each.why };
      }),
    ]),
  );
  const declared = objectAt(service.properties, 'parameters');
  const inner: ExpressionScope = {
    lookUp: (root, key) =>
      root === 'linkedService' ? parameterValue(declared, given, key) : scope.lookUp(root, key),
  };
  const type = textAt(service.properties, 'type') ?? '';
  return expandProperties(objectAt(service.properties, 'typeProperties'), inner).map((each) =>
    connectionOf(service.name, type, each),
  );
}
