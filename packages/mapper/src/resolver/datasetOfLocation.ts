import { datasetOfUri } from '@driftline/contracts';

const ASSET = /^azureml:(?!\/\/)([^:@/]+)(?:[:@][^/]*)?$/;
const DATASTORE = /^azureml:\/\/(?:.*\/)?datastores\/([^/]+)\/(.+)$/;

/** The dataset that a path or URI names. Azure ML writes registered assets and datastores as URIs of its own. */
export function datasetOfLocation(location: string): { namespace: string; name: string } {
  const asset = ASSET.exec(location)?.[1];
  if (asset !== undefined) return { namespace: 'azureml', name: asset };
  const [, store, name] = DATASTORE.exec(location) ?? [];
  return store === undefined || name === undefined
    ? datasetOfUri(location)
    : { namespace: `azureml://datastores/${store}`, name };
}
