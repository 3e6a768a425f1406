import type { Access, Call, Machine, Rule } from '../../../interpreter/machine.js';
import { NO_FLOW } from '../../../values/flow.js';
import { concatenate, stringOf } from '../../../values/texts.js';
import { carrying, constant, flowOf, NOTHING, type Value } from '../../../values/value.js';
import { argument, storedField } from '../../arguments.js';
import { textOf } from '../wordsOf.js';
import { AZURE_DATA, placeOf } from './azureLocation.js';

const ASSET: Access = { namespace: 'azureml' };

function catalogued(machine: Machine): (name: string) => ReturnType<Machine['catalogued']> {
  return (name) => machine.catalogued(AZURE_DATA, name);
}

function readAzure(call: Call, machine: Machine, path: Value | undefined) {
  const place = placeOf(path, catalogued(machine));
  return place ? machine.read(call, place.location, place.access) : machine.read(call, path);
}

/** `Dataset.get_by_name(workspace, 'name')`. */
const byNameRule: Rule = (call, machine) => {
  const name = argument(call, 1, 'name');
  return machine.instance(
    call,
    'azureml.Dataset',
    readAzure(call, machine, name && concatenate([constant('azureml:'), name])),
  ).value;
};

/** `(datastore, 'path')`, or a URL. */
function datastorePath(path: Value | undefined): { location: Value; access: Access } | undefined {
  const [store, inner] = path?.items ?? [];
  const name = stringOf(storedField(store, 'datastore'));
  if (name !== undefined && inner)
    return { location: inner, access: { namespace: `azureml://datastores/${name}` } };
  return placeOf(path);
}

const fromFilesRule: Rule = (call, machine) => {
  const path = argument(call, 0, 'path');
  const several = path?.items?.some((item) => item.items) ? path.items : [path];
  const flows = (several ?? []).map((each) => {
    const place = datastorePath(each?.items?.length === 1 ? each.items[0] : each);
    return place ? machine.read(call, place.location, place.access) : machine.read(call, each);
  });
  return machine.instance(call, 'azureml.Dataset', flows[0] ?? NO_FLOW).value;
};

const registerRule: Rule = (call, machine) => {
  const name = argument(call, 1, 'name');
  if (name) machine.write(call, name, call.receiver ? flowOf(call.receiver) : NO_FLOW, ASSET);
  return call.receiver ?? NOTHING;
};

const registerFrameRule: Rule = (call, machine) => {
  const [frame, name] = [argument(call, 0, 'dataframe'), argument(call, 2, 'name')];
  if (name) machine.write(call, name, frame ? flowOf(frame) : NO_FLOW, ASSET);
  return frame ?? NOTHING;
};

const datastoreRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'azureml.Datastore', NO_FLOW);
  const name = argument(call, 1, 'datastore_name', 'name');
  if (name) cell.fields.set('datastore', name);
  return value;
};

/** `ml_client.data.get(name)`: the asset's path can be read. */
const getDataRule: Rule = (call, machine) => {
  const name = argument(call, 0, 'name');
  const version = argument(call, 1, 'version', 'label');
  if (!name?.texts || !version) return carrying(NO_FLOW);
  const entry = machine.catalogued(AZURE_DATA, textOf(name));
  const path = entry ? constant(entry.location) : concatenate([constant('azureml:'), name]);
  return {
    fields: new Map([
      ['path', path],
      ['id', path],
    ]),
    flow: NO_FLOW,
  };
};

/** `Data(name=…, path=…)`: an asset registered in code. */
const dataRule: Rule = (call, machine) => {
  const [name, path] = [argument(call, undefined, 'name'), argument(call, undefined, 'path')];
  if (name?.texts && path?.texts) machine.catalogue(AZURE_DATA, textOf(name), { location: textOf(path) });
  return { fields: call.named, flow: NO_FLOW };
};

const KINDS = [
  'Tabular.from_delimited_files',
  'Tabular.from_parquet_files',
  'Tabular.from_json_lines_files',
  'File.from_files',
];

export const azureDatasetFunctions: Readonly<Record<string, Rule>> = {
  'azureml.core.Dataset.get_by_name': byNameRule,
  'azureml.core.dataset.Dataset.get_by_name': byNameRule,
  'azureml.core.Datastore': datastoreRule,
  'azureml.core.Datastore.get': datastoreRule,
  'azureml.core.Dataset.Tabular.register_pandas_dataframe': registerFrameRule,
  ...Object.fromEntries(
    KINDS.flatMap((kind) =>
      [`azureml.core.Dataset.${kind}`, `azureml.core.dataset.Dataset.${kind}`].map((name) => [
        name,
        fromFilesRule,
      ]),
    ),
  ),
  'azure.ai.ml.entities.Data': dataRule,
};

const sameRule: Rule = (call) => call.receiver ?? NOTHING;
const frameRule: Rule = (call) => carrying(call.receiver ? flowOf(call.receiver) : NO_FLOW);
const FORMS = [
  'as_named_input',
  'as_mount',
  'as_download',
  'as_input',
  'as_hdfs',
  'keep_columns',
  'filter',
  'random_split',
];

export const azureDatasetMethods: Readonly<Record<string, Rule>> = {
  ...Object.fromEntries(FORMS.map((name) => [`azureml.Dataset.${name}`, sameRule])),
  'azureml.Dataset.register': registerRule,
  'azureml.Dataset.to_pandas_dataframe': frameRule,
  'azureml.Dataset.to_spark_dataframe': frameRule,
  '*.data.get': getDataRule,
};
