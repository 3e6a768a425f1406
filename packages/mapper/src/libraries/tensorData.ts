import type { Library, Rule } from '../interpreter/machine.js';
import { joinFlows, NO_FLOW } from '../values/flow.js';
import { carrying, listOf, NOTHING } from '../values/value.js';
import { type At, copies, each, itself, reads, under, writes } from './accessRules.js';
import { argument, callFlow, dataOf, storedField } from './arguments.js';

const FILES: At = [
  0,
  'filenames',
  'file_pattern',
  'filename',
  'csv_path',
  'file_paths',
  'path',
  'paths',
  'urls',
];

/** File names by position, or data that other steps already carry. */
const filesRule: Rule = (call, machine) => {
  const given = argument(call, ...FILES);
  if (given?.texts || given?.items) return carrying(machine.read(call, given));
  return carrying(given ? dataOf(given) : NO_FLOW);
};

/** `Dataset.list_files(pattern)`: the files, which a function reads one by one. */
const listFilesRule: Rule = (call, machine) => {
  const given = argument(call, 0, 'file_pattern');
  const flow = machine.read(call, given);
  return { flow, why: 'computed from data' };
};

/** A function over each element, which is called with what the data set carries. */
const mapRule: Rule = (call, machine) => {
  const [given] = call.args;
  const called = given?.references?.some((reference) => reference.kind === 'function') && given;
  const answer = called
    ? machine.call(called, [carrying(dataOf(call.receiver)), carrying(dataOf(call.receiver))], call)
    : NOTHING;
  return carrying(joinFlows(dataOf(call.receiver), dataOf(answer)));
};

const recordWriterRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'tensorflow.RecordWriter', NO_FLOW);
  const path = argument(call, 0, 'path');
  if (path) cell.fields.set('location', path);
  if (path) machine.write(call, path, NO_FLOW);
  return value;
};

const recordRule: Rule = (call, machine) => {
  const location = storedField(call.receiver, 'location');
  if (location) machine.write(call, location, callFlow({ ...call, receiver: undefined }));
  return NOTHING;
};

const fromMemoryRule: Rule = (call) => carrying(callFlow(call));

/** `Dataset.from_generator(function, args=…)`. */
const generatorRule: Rule = (call, machine) => {
  const given = argument(call, 0, 'generator');
  const called = given?.references?.some((reference) => reference.kind === 'function');
  return carrying(
    called && given
      ? dataOf(machine.call(given, argument(call, undefined, 'args')?.items ?? [], call))
      : callFlow(call),
  );
};

const DATA = ['tensorflow.data', 'tensorflow.compat.v1.data', 'tensorflow.compat.v2.data'];
const READERS = [
  'TFRecordDataset',
  'TextLineDataset',
  'FixedLengthRecordDataset',
  'experimental.CsvDataset',
  'experimental.make_csv_dataset',
  'experimental.SqlDataset',
  'Dataset.load',
  'experimental.load',
];

/** Input pipelines of TensorFlow and of PyTorch's companions. */
export const tensorData: Library = {
  name: 'tensorData',
  functions: {
    ...under(DATA, {
      ...each(READERS, filesRule),
      ...each(['Dataset.from_tensor_slices', 'Dataset.from_tensors', 'Dataset.zip'], fromMemoryRule),
      'Dataset.list_files': listFilesRule,
      'Dataset.from_generator': generatorRule,
    }),
    ...each(['tensorflow.io.read_file', 'tensorflow.io.decode_image', 'tensorflow.read_file'], filesRule),
    ...each(['tensorflow.io.TFRecordWriter', 'tensorflow.python_io.TFRecordWriter'], recordWriterRule),
    ...under(['tensorflow.io.gfile', 'tensorflow.gfile'], {
      copy: copies([0, 'src'], [1, 'dst']),
      Copy: copies([0], [1]),
      rename: copies([0, 'src'], [1, 'dst']),
      glob: (call) => listOf(call.args.slice(0, 1)),
      Glob: (call) => listOf(call.args.slice(0, 1)),
    }),
    'tensorflow.data.experimental.save': writes([1, 'path'], [0, 'dataset']),
    ...each(
      [
        'webdataset.WebDataset',
        'torchdata.datapipes.iter.FileOpener',
        'torchdata.datapipes.iter.FileLister',
        'streaming.StreamingDataset',
      ],
      filesRule,
    ),
    ...each(['torchvision.io.read_video', 'decord.VideoReader'], reads(FILES)),
    'ray.data.read_parquet': filesRule,
    'ray.data.read_csv': filesRule,
    'ray.data.read_json': filesRule,
    'ray.data.from_pandas': fromMemoryRule,
  },
  methods: {
    'tensorflow.RecordWriter.write': recordRule,
    ...each(['*.prefetch', '*.interleave', '*.flat_map', '*.parallel_interleave'], (call, machine) =>
      call.args.some((each) => each.references?.some((reference) => reference.kind === 'function'))
        ? mapRule(call, machine)
        : itself(call, machine),
    ),
  },
};
