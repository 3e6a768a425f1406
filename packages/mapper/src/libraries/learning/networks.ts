import type { Call, Library, Machine, Rule } from '../../interpreter/machine.js';
import { blend, type Flow, joinFlows, NO_FLOW } from '../../values/flow.js';
import { stringOf } from '../../values/texts.js';
import { carrying, listOf, NOTHING, type Value } from '../../values/value.js';
import { type At, each, itself, under } from '../accessRules.js';
import { argument, callFlow, cellsOf, dataOf } from '../arguments.js';
import { stopsEarly } from './earlyStopping.js';
import { heldCells, objectFlow, trainModel } from './trainedModels.js';

/** `loss.backward()`: the step of a training loop; whatever the loss was computed from trains the network. */
const backwardRule: Rule = (call, machine) => {
  const loss = call.receiver ?? call.args[0];
  const features = blend(dataOf(loss));
  if (features !== NO_FLOW)
    trainModel(call, machine, [], { framework: 'torch', features, name: 'torch network' });
  return NOTHING;
};

/** `tape.gradient(loss, network.trainable_variables)`. */
const gradientRule: Rule = (call, machine) => {
  const [loss, variables] = [argument(call, 0, 'target'), argument(call, 1, 'sources')];
  const cells = heldCells(variables);
  const features = blend(dataOf(loss));
  if (features !== NO_FLOW)
    trainModel(call, machine, cells, {
      framework: 'tensorflow',
      features,
      name: nameOf(cells, 'tensorflow network'),
    });
  return NOTHING;
};

function nameOf(
  cells: readonly { type: string; definition?: { definition: { name: string } } }[],
  otherwise: string,
): string {
  const [cell] = cells;
  return cell ? (cell.definition?.definition.name ?? cell.type.split('.').at(-1) ?? otherwise) : otherwise;
}

/** A loader gives out what its data set gives out. */
const loaderRule: Rule = (call, machine) => {
  const data = argument(call, 0, 'dataset', 'data', 'train_dataset');
  return machine.instance(call, 'torch.Loader', joinFlows(callFlow(call), objectFlow(call, machine, data)))
    .value;
};

const randomSplitRule: Rule = (call, machine) => {
  const flow = objectFlow(call, machine, argument(call, 0, 'dataset'));
  const part = machine.instance(call, 'torch.Loader', flow).value;
  return listOf([part, part, part]);
};

/** `trainer.fit(network, loader)` of Lightning: the network or a data module may bring the data. */
const lightningRule: Rule = (call, machine) => {
  const network = argument(call, 0, 'model');
  const loader = argument(call, 1, 'train_dataloaders', 'train_dataloader', 'datamodule');
  const module = argument(call, undefined, 'datamodule');
  const own = loader || module ? NO_FLOW : objectFlow(call, machine, network);
  const data = [loader, module].map((each) => prepared(call, machine, each)).reduce(joinFlows, own);
  const watched = argument(call, 2, 'val_dataloaders');
  const validation = watched && stopsEarly(call) ? blend(objectFlow(call, machine, watched)) : NO_FLOW;
  const cells = heldCells(network);
  trainModel(call, machine, cells, {
    framework: 'lightning',
    features: data,
    labels: validation,
    name: nameOf(cells, 'lightning'),
  });
  return NOTHING;
};

/** A data module reads in `setup` what its loaders give out later. */
function prepared(call: Call, machine: Machine, value: Value | undefined): Flow {
  if (!value) return NO_FLOW;
  for (const name of ['prepare_data', 'setup']) {
    const method = machine.member(value, name);
    if (method.references?.some((each) => each.kind === 'function')) machine.call(method, [NOTHING], call);
  }
  return objectFlow(call, machine, value);
}

const trainerRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'transformers.Trainer', NO_FLOW);
  for (const [name, given] of call.named) cell.fields.set(name, given);
  const [network] = call.args;
  if (network && !cell.fields.has('model')) cell.fields.set('model', network);
  return value;
};

/** `Trainer(model=…, train_dataset=…).train()`. */
const trainRule: Rule = (call, machine) => {
  for (const cell of cellsOf(call.receiver)) {
    const field = (name: string): Value | undefined => cell.fields.get(name);
    const network = field('model');
    const data = objectFlow(call, machine, field('train_dataset') ?? field('train_data'));
    const watched = stopsEarly(call) ? blend(objectFlow(call, machine, field('eval_dataset'))) : NO_FLOW;
    const features = joinFlows(data, blend(dataOf(network)));
    const cells = [cell, ...heldCells(network)];
    const name = nameOf(heldCells(network), 'transformers.Trainer');
    trainModel(call, machine, cells, { framework: 'transformers', features, labels: watched, name });
  }
  return NOTHING;
};

/** `estimator.train(input_fn=…)`: the function answers the data. */
const inputFunctionRule: Rule = (call, machine) => {
  const given = argument(call, 0, 'input_fn', 'training_data', 'sentences', 'corpus_iterable');
  const called = given?.references?.some((each) => each.kind === 'function');
  const data = called && given ? machine.call(given, [], call) : given;
  const features = joinFlows(dataOf(data), blend(dataOf(call.receiver)));
  const framework = cellsOf(call.receiver)[0]?.type.split('.')[0] ?? 'unknown';
  for (const cell of cellsOf(call.receiver))
    trainModel(call, machine, [cell], {
      framework,
      features,
      name: cell.type.split('.').at(-1) ?? framework,
    });
  return NOTHING;
};

const specRule: Rule = (call, machine) => {
  const given = argument(call, 0, 'input_fn');
  const called = given?.references?.some((each) => each.kind === 'function');
  const data = called && given ? machine.call(given, [], call) : given;
  return carrying(dataOf(data));
};

const trainAndEvaluateRule: Rule = (call, machine) => {
  const cells = heldCells(call.args[0]);
  trainModel(call, machine, cells, {
    framework: 'tensorflow',
    features: dataOf(argument(call, 1, 'train_spec')),
    name: nameOf(cells, 'estimator'),
  });
  return NOTHING;
};

/** A learner of fastai is made of its data, and trains on it. */
const learnerRule: Rule = (call, machine) => {
  const data = argument(call, 0, 'dls');
  const { cell, value } = machine.instance(call, 'fastai.Learner', dataOf(data));
  cell.fields.set('dls', data ?? NOTHING);
  return value;
};

const fitLearnerRule: Rule = (call, machine) => {
  const cells = cellsOf(call.receiver).filter((cell) => cell.type === 'fastai.Learner');
  if (cells.length > 0)
    trainModel(call, machine, cells, {
      framework: 'fastai',
      features: blend(dataOf(call.receiver)),
      name: 'fastai learner',
    });
  return NOTHING;
};

const folderRule =
  (at: At): Rule =>
  (call, machine) => {
    const location = argument(call, ...at);
    const data = location?.texts ? machine.read(call, location) : dataOf(location);
    return carrying(joinFlows(data, callFlow(call)));
  };

/** `nlp.update(examples)` of spaCy. */
const updateRule: Rule = (call, machine) => {
  const trains = call.named.has('sgd') || call.named.has('losses') || call.named.has('drop');
  if (!trains) return NOTHING;
  const cells = cellsOf(call.receiver);
  trainModel(call, machine, cells, {
    framework: 'spacy',
    features: blend(dataOf(call.args[0])),
    name: 'spacy pipeline',
  });
  return NOTHING;
};

/** gensim trains as it constructs, when it is given a corpus. */
const corpusRule: Rule = (call, machine) => {
  const corpus = argument(call, 0, 'sentences', 'corpus', 'documents', 'corpus_iterable', 'corpus_file');
  const { cell, value } = machine.instance(call, call.name, NO_FLOW);
  const features = corpus?.texts ? machine.read(call, corpus) : dataOf(corpus);
  const name = call.name.split('.').at(-1) ?? call.name;
  if (corpus && !stringOf(argument(call, undefined, 'min_count'))?.includes('?') && features !== NO_FLOW)
    trainModel(call, machine, [cell], { framework: 'gensim', features, name });
  return value;
};

const TRAINERS = [
  'Trainer',
  'Seq2SeqTrainer',
  'SFTTrainer',
  'DPOTrainer',
  'RewardTrainer',
  'SetFitTrainer',
  'SentenceTransformerTrainer',
];
const LIGHTNING = ['pytorch_lightning', 'lightning', 'lightning.pytorch'].map((name) => `${name}.Trainer`);
const GENSIM = ['Word2Vec', 'Doc2Vec', 'FastText', 'LdaModel', 'LdaMulticore', 'LsiModel', 'TfidfModel'];
const LOADERS = [
  'torch.utils.data.DataLoader',
  'torch.utils.data.dataloader.DataLoader',
  'torch_geometric.loader.DataLoader',
  'torch_geometric.data.DataLoader',
  'torchdata.stateful_dataloader.StatefulDataLoader',
];
const FASTAI = [
  'fastai.vision.all',
  'fastai.tabular.all',
  'fastai.text.all',
  'fastai.collab',
  'fastai.basics',
  'fastai.vision.learner',
];

/** Networks: training loops of PyTorch, Lightning, transformers, Keras' custom loops, fastai, spaCy, gensim. */
export const networks: Library = {
  name: 'networks',
  functions: {
    ...each(LOADERS, loaderRule),
    ...each(['torch.utils.data.random_split', 'torch.utils.data.Subset'], randomSplitRule),
    ...each(
      ['transformers', 'trl', 'setfit', 'sentence_transformers', 'transformers.trainer'].flatMap((owner) =>
        TRAINERS.map((name) => `${owner}.${name}`),
      ),
      trainerRule,
    ),
    ...under(['tensorflow.estimator', 'tensorflow.compat.v1.estimator'], {
      TrainSpec: specRule,
      train_and_evaluate: trainAndEvaluateRule,
    }),
    ...under(['gensim.models'], each(GENSIM, corpusRule)),
    ...under(FASTAI, {
      ...each(
        [
          'Learner',
          'vision_learner',
          'cnn_learner',
          'tabular_learner',
          'text_classifier_learner',
          'language_model_learner',
          'collab_learner',
          'unet_learner',
        ],
        learnerRule,
      ),
      ...each(
        ['from_folder', 'from_csv', 'from_path_func', 'from_name_func', 'from_lists'].flatMap((name) => [
          `ImageDataLoaders.${name}`,
          `TextDataLoaders.${name}`,
        ]),
        folderRule([0, 'path']),
      ),
      'TabularDataLoaders.from_csv': folderRule([0, 'csv']),
    }),
  },
  methods: {
    '*.backward': backwardRule,
    '*.manual_backward': backwardRule,
    '*.gradient': gradientRule,
    ...under(LIGHTNING, { fit: lightningRule }),
    'transformers.Trainer.train': trainRule,
    '*.Trainer.__init__': trainerRule,
    ...each(
      [
        'tensorflow.estimator.DNNClassifier',
        'tensorflow.estimator.LinearClassifier',
        'tensorflow.estimator.DNNRegressor',
        'tensorflow.estimator.LinearRegressor',
        'tensorflow.estimator.Estimator',
        'tensorflow.estimator.BoostedTreesClassifier',
      ].map((name) => `${name}.train`),
      inputFunctionRule,
    ),
    ...each(
      GENSIM.map((name) => `gensim.models.${name}.train`),
      inputFunctionRule,
    ),
    ...under(
      ['fastai.Learner'],
      each(['fit', 'fit_one_cycle', 'fine_tune', 'fit_flat_cos', 'fit_sgdr'], fitLearnerRule),
    ),
    'fastai.Learner.export': (call) => call.args[0] ?? NOTHING,
    'spacy.Language.update': updateRule,
    '*.nlp.update': updateRule,
    'torch.Loader.to': itself,
  },
};
