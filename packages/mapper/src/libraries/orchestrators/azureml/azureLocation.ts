import type { Access, CatalogueEntry } from '../../../interpreter/machine.js';
import { stringOf } from '../../../values/texts.js';
import { constant, type Value } from '../../../values/value.js';

export interface AzurePlace {
  location: Value;
  access: Access;
}

/** The kind of catalogue in which registered data assets stand. */
export const AZURE_DATA = 'azureml';

/** `azureml:name:version`, `azureml:name@latest`. */
const ASSET = /^azureml:(?!\/\/)([^:@/]+)(?:[:@].*)?$/;
const DATASTORE = /^azureml:\/\/(?:.*\/)?datastores\/([^/]+)\/(.*)$/;

/** Where a path of Azure ML points: a registered asset, a datastore, or any other URI. */
function azurePlace(
  path: string,
  catalogued: (name: string) => CatalogueEntry | undefined = () => undefined,
): { name: string; access: Access } {
  const asset = ASSET.exec(path)?.[1];
  if (asset !== undefined) {
    const entry = catalogued(asset);
    return entry ? azurePlace(entry.location) : { name: asset, access: { namespace: 'azureml' } };
  }
  const [, store, inner] = DATASTORE.exec(path) ?? [];
  return store === undefined
    ? { name: path, access: {} }
    : { name: inner ?? '', access: { namespace: `azureml://datastores/${store}` } };
}

export function placeOf(
  value: Value | undefined,
  catalogued?: (name: string) => CatalogueEntry | undefined,
): AzurePlace | undefined {
  const path = stringOf(value);
  if (path === undefined) return value?.texts ? { location: value, access: {} } : undefined;
  const { name, access } = azurePlace(path, catalogued);
  return { location: constant(name, value?.texts?.[0]?.confidence ?? 'exact'), access };
}
