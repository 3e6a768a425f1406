import type { Call, Library, Machine, Rule } from '../../interpreter/machine.js';
import type { Flow } from '../../values/flow.js';
import { stringOf } from '../../values/texts.js';
import { carrying, constant, listOf, NOTHING, type Value } from '../../values/value.js';
import { each, itself, under } from '../accessRules.js';
import { argument, callFlow, dataOf, isTrue } from '../arguments.js';
import { loadModel } from './trainedModels.js';

function sample(call: Call, machine: Machine, namespace: string, name: Value | undefined): Flow {
  return machine.read(call, name, { kind: 'unknown', namespace });
}

/** `load_diabetes()` of scikit-learn, `fetch_openml('credit-g')`. */
const sklearnRule: Rule = (call, machine) => {
  const name = call.name.split('.').at(-1) ?? call.name;
  const openml = name === 'fetch_openml' ? argument(call, 0, 'name') : undefined;
  const data = carrying(sample(call, machine, openml ? 'openml' : 'sklearn', openml ?? constant(name)));
  return isTrue(argument(call, undefined, 'return_X_y')) ? listOf([data, data]) : data;
};

/** `keras.datasets.mnist.load_data()` answers two pairs. */
const kerasRule: Rule = (call, machine) => {
  const name = call.name.split('.').at(-2) ?? call.name;
  const data = carrying(sample(call, machine, 'keras', constant(name)));
  return listOf([listOf([data, data]), listOf([data, data])]);
};

const libraryRule =
  (namespace: string): Rule =>
  (call, machine) =>
    carrying(sample(call, machine, namespace, constant(call.name.split('.').at(-1) ?? call.name)));

const namedRule =
  (namespace: string): Rule =>
  (call, machine) => {
    const data = carrying(sample(call, machine, namespace, argument(call, 0, 'name', 'dataset')));
    return isTrue(argument(call, undefined, 'with_info')) ? listOf([data, NOTHING]) : data;
  };

const FILE_FORMATS: ReadonlySet<string> = new Set([
  ...['csv', 'json', 'parquet', 'text', 'imagefolder', 'audiofolder', 'arrow', 'pandas', 'webdataset', 'xml'],
]);
const HUB = 'https://huggingface.co';

/** A path of this machine, and no name of the hub. */
function isLocal(name: string): boolean {
  return (
    /^[./~{]|^[a-z]:|:\/\/|\/$|\/.*\//i.test(name) ||
    /^(data|datasets?|models?|outputs?|results|checkpoints?|artifacts)\//.test(name)
  );
}

/** `load_dataset('owner/name')` from the hub, `load_dataset('csv', data_files=…)` from files. */
const loadDatasetRule: Rule = (call, machine) => {
  const path = argument(call, 0, 'path');
  const name = stringOf(path);
  const files = argument(call, undefined, 'data_files', 'data_dir');
  const format = name !== undefined && FILE_FORMATS.has(name);
  const all: Value | undefined = files?.fields ? listOf([...files.fields.values()]) : files;
  const local = format || (name !== undefined && isLocal(name));
  const flow = local
    ? machine.read(call, all ?? path)
    : machine.read(call, path?.texts ? hubName(path, 'datasets/') : path, {
        kind: 'unknown',
        namespace: HUB,
      });
  return machine.instance(call, 'datasets.Dataset', flow).value;
};

function hubName(value: Value, folder: string): Value {
  return {
    ...value,
    texts: value.texts?.map((text) => ({ ...text, value: `${folder}${text.value}` })) ?? [],
  };
}

const fromFilesRule: Rule = (call, machine) => {
  const given = argument(call, 0, 'path_or_paths', 'dataset_path', 'path');
  const flow = given?.texts || given?.items ? machine.read(call, given) : dataOf(given);
  return machine.instance(call, 'datasets.Dataset', flow).value;
};

const fromMemoryRule: Rule = (call, machine) =>
  machine.instance(call, 'datasets.Dataset', callFlow(call)).value;

const saveRule: Rule = (call, machine) => {
  machine.write(call, argument(call, 0, 'dataset_path', 'path_or_buf'), dataOf(call.receiver));
  return NOTHING;
};

const pushRule: Rule = (call, machine) => {
  const name = argument(call, 0, 'repo_id');
  if (name?.texts)
    machine.write(call, hubName(name, 'datasets/'), dataOf(call.receiver), {
      kind: 'unknown',
      namespace: HUB,
    });
  return NOTHING;
};

/** A function over a data set: what it adds comes from the data set and from what the function knows. */
const mapRule: Rule = (call, machine) => {
  const [given] = call.args;
  const called = given?.references?.some((each) => each.kind === 'function') && given;
  const answer = called ? machine.call(called, [carrying(dataOf(call.receiver))], call) : undefined;
  const { value } = machine.instance(call, 'datasets.Dataset', dataOf(call.receiver));
  return answer ? { ...value, flow: callFlow({ ...call, args: [answer] }) } : value;
};

/** `AutoModel.from_pretrained(name)`: weights that somebody trained, from the hub or a folder. */
const pretrainedRule: Rule = (call, machine) => {
  const given = argument(
    call,
    0,
    'pretrained_model_name_or_path',
    'model_name',
    'model_id',
    'model_name_or_path',
    'repo_id',
  );
  if (!given) return carrying(callFlow(call));
  const name = stringOf(given);
  const local = name === undefined ? given.texts === undefined : isLocal(name);
  const flow = machine.read(call, given, local ? { kind: 'model' } : { kind: 'model', namespace: HUB });
  return machine.instance(call, ownerOf(call.name), flow).value;
};

/** The class that a class method belongs to. */
function ownerOf(name: string): string {
  const owner = name.split('.').slice(0, -1).join('.');
  return owner === '' ? 'model.Loaded' : owner;
}

const hubModelRule =
  (position: number | undefined, ...names: string[]): Rule =>
  (call, machine) => {
    const given = argument(call, position, ...names);
    const name = stringOf(given);
    if (!given?.texts) return machine.instance(call, call.name, callFlow(call)).value;
    const flow = machine.read(
      call,
      given,
      name !== undefined && isLocal(name) ? { kind: 'model' } : { kind: 'model', namespace: HUB },
    );
    return machine.instance(call, call.name, flow).value;
  };

const downloadRule: Rule = (call, machine) => {
  const dataset = stringOf(argument(call, undefined, 'repo_type')) === 'dataset';
  const repository = argument(call, 0, 'repo_id');
  const name = repository?.texts && dataset ? hubName(repository, 'datasets/') : repository;
  return carrying(machine.read(call, name, { kind: dataset ? 'unknown' : 'model', namespace: HUB }));
};

const spacyRule: Rule = (call, machine) => {
  const name = stringOf(argument(call, 0, 'name'));
  if (name !== undefined && isLocal(name)) return loadModel(call, machine, call.args[0], { kind: 'model' });
  const flow = machine.read(call, argument(call, 0, 'name'), { kind: 'model', namespace: 'spacy' });
  return machine.instance(call, 'spacy.Language', flow).value;
};

const DATASET_STEPS = [
  'shuffle',
  'select',
  'remove_columns',
  'rename_column',
  'rename_columns',
  'cast_column',
  'with_format',
  'set_format',
  'to_tf_dataset',
  'shard',
  'take',
  'skip',
  'batch',
  'flatten',
  'class_encode_column',
  'sort',
  'train_test_split',
  'to_pandas',
  'unique',
];
const SKLEARN = [
  ...['iris', 'diabetes', 'digits', 'wine', 'breast_cancer', 'linnerud', 'boston'].map(
    (name) => `load_${name}`,
  ),
  ...[
    'openml',
    'california_housing',
    '20newsgroups',
    '20newsgroups_vectorized',
    'covtype',
    'olivetti_faces',
  ].map((name) => `fetch_${name}`),
  ...['lfw_people', 'lfw_pairs', 'rcv1', 'kddcup99', 'species_distributions'].map((name) => `fetch_${name}`),
];
const KERAS = [
  'mnist',
  'fashion_mnist',
  'cifar10',
  'cifar100',
  'imdb',
  'reuters',
  'boston_housing',
  'california_housing',
];
const TORCHVISION = [
  'MNIST',
  'FashionMNIST',
  'CIFAR10',
  'CIFAR100',
  'SVHN',
  'STL10',
  'EMNIST',
  'KMNIST',
  'CelebA',
  'ImageNet',
  'CocoDetection',
  'VOCDetection',
  'OxfordIIITPet',
  'Food101',
  'Flowers102',
];

/** Data and weights that libraries bring or fetch by name. */
export const samples: Library = {
  name: 'samples',
  functions: {
    ...under(['sklearn.datasets'], each(SKLEARN, sklearnRule)),
    ...under(
      ['keras.datasets', 'tensorflow.keras.datasets', 'tf_keras.datasets'],
      each(
        KERAS.map((name) => `${name}.load_data`),
        kerasRule,
      ),
    ),
    ...under(['torchvision.datasets'], each(TORCHVISION, libraryRule('torchvision'))),
    'seaborn.load_dataset': namedRule('seaborn'),
    ...each(['tensorflow_datasets.load', 'tensorflow_datasets.builder'], namedRule('tensorflow_datasets')),
    'statsmodels.api.datasets.get_rdataset': namedRule('rdatasets'),
    'surprise.Dataset.load_builtin': namedRule('surprise'),
    'plotly.express.data.*': libraryRule('plotly'),
    'vega_datasets.data.*': libraryRule('vega_datasets'),
    'nltk.corpus.*': (call) => carrying(callFlow(call)),
    'ucimlrepo.fetch_ucirepo': namedRule('uci'),
    ...each(
      [
        'fastai.data.external.untar_data',
        'fastai.vision.all.untar_data',
        'fastai.tabular.all.untar_data',
        'fastai.text.all.untar_data',
      ],
      (call, machine) => {
        const [given] = call.args;
        const name = given?.references?.flatMap((each) =>
          each.kind === 'external' ? [each.name.split('.').at(-1) ?? ''] : [],
        )[0];
        return carrying(sample(call, machine, 'fastai', name === undefined ? given : constant(name)));
      },
    ),
    'datasets.load_dataset': loadDatasetRule,
    'datasets.load.load_dataset': loadDatasetRule,
    'datasets.load_from_disk': fromFilesRule,
    ...under(['datasets.Dataset', 'datasets.DatasetDict', 'datasets.IterableDataset'], {
      ...each(
        ['from_csv', 'from_json', 'from_parquet', 'from_text', 'load_from_disk', 'from_file'],
        fromFilesRule,
      ),
      ...each(['from_pandas', 'from_dict', 'from_list', 'from_generator', 'from_polars'], fromMemoryRule),
    }),
    ...each(
      ['datasets.DatasetDict', 'datasets.concatenate_datasets', 'datasets.interleave_datasets'],
      fromMemoryRule,
    ),
    'huggingface_hub.hf_hub_download': downloadRule,
    'huggingface_hub.snapshot_download': downloadRule,
    'sentence_transformers.SentenceTransformer': hubModelRule(0, 'model_name_or_path'),
    'sentence_transformers.CrossEncoder': hubModelRule(0, 'model_name'),
    'transformers.pipeline': hubModelRule(undefined, 'model'),
    'spacy.load': spacyRule,
    'spacy.blank': (call, machine) => machine.instance(call, 'spacy.Language', callFlow(call)).value,
    'gensim.downloader.load': namedRule('gensim'),
    'torch.hub.load': namedRule('https://github.com'),
    'tensorflow_hub.load': (call, machine) => loadModel(call, machine, call.args[0], { kind: 'model' }),
    'tensorflow_hub.KerasLayer': (call, machine) => loadModel(call, machine, call.args[0], { kind: 'model' }),
  },
  methods: {
    '*.from_pretrained': pretrainedRule,
    ...under(['datasets.Dataset'], {
      ...each(DATASET_STEPS, itself),
      ...each(['map', 'filter'], mapRule),
      ...each(['save_to_disk', 'to_csv', 'to_json', 'to_parquet'], saveRule),
      push_to_hub: pushRule,
    }),
  },
};
