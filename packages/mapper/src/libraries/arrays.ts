import type { Library, Rule } from '../interpreter/machine.js';
import { joinFlows, NO_FLOW } from '../values/flow.js';
import { stringOf } from '../values/texts.js';
import { carrying, NOTHING, type Value } from '../values/value.js';
import { type At, each, itself, reads, under, writes } from './accessRules.js';
import { argument, callFlow, dataOf, storedField } from './arguments.js';

const FILE: At = [
  0,
  'file',
  'fname',
  'path',
  'filename',
  'file_name',
  'filename_or_obj',
  'uri',
  'fp',
  'store',
  'fn',
];

/** An array file that is opened for reading or for writing, and then filled. */
const openRule =
  (type: string, modeAt = 1): Rule =>
  (call, machine) => {
    const location = argument(call, ...FILE);
    const mode = stringOf(argument(call, modeAt, 'mode')) ?? 'r';
    const fills = /^[wax]/.test(mode) && mode !== 'a';
    const data = fills ? NO_FLOW : machine.read(call, location);
    const { cell, value } = machine.instance(call, type, data);
    if (location) cell.fields.set('location', location);
    if (fills) machine.write(call, location, NO_FLOW);
    return value;
  };

const fillRule =
  (...at: At): Rule =>
  (call, machine) => {
    const location = storedField(call.receiver, 'location');
    const data = dataOf(argument(call, ...at));
    if (location) machine.write(call, location, joinFlows(NO_FLOW, data));
    return call.receiver ?? NOTHING;
  };

/** `np.save(path, data, …)`, `np.savez(path, a=…, b=…)`. */
const savePathFirstRule: Rule = (call, machine) => {
  const given: Value[] = [...call.args.slice(1), ...call.named.values()];
  const data = given.map((value) => dataOf(value)).reduce(joinFlows, NO_FLOW);
  const target = argument(call, ...FILE);
  machine.write(call, storedField(target, 'location') ?? target, data);
  return NOTHING;
};

const memmapRule: Rule = (call, machine) => {
  const mode = stringOf(argument(call, 2, 'mode')) ?? 'r+';
  if (!mode.startsWith('w')) return carrying(machine.read(call, argument(call, ...FILE)));
  machine.write(call, argument(call, ...FILE), NO_FLOW);
  return NOTHING;
};

/** A file in the repository's or the library's sample folder, or bytes that are already in memory. */
const readRule: Rule = (call, machine) => {
  const location = argument(call, ...FILE);
  return carrying(location?.texts || !location ? machine.read(call, location) : dataOf(location));
};

const pictureRule: Rule = (call, machine) =>
  machine.instance(call, 'PIL.Image', machine.read(call, argument(call, ...FILE))).value;

const DIRECTORY: At = [0, 'directory', 'root', 'data_dir', 'path', 'folder'];
const flowRule: Rule = (call, machine) =>
  carrying(machine.read(call, argument(call, 0, 'directory', 'dataframe_directory')));

/** Images listed in a frame, below a folder. */
const flowFromFrameRule: Rule = (call, machine) => {
  const folder = argument(call, 1, 'directory');
  const listed = dataOf(argument(call, 0, 'dataframe'));
  return carrying(folder?.texts ? joinFlows(listed, machine.read(call, folder)) : listed);
};

const NUMPY = ['load', 'loadtxt', 'genfromtxt', 'fromfile', 'recfromcsv'];
const SCIPY = [
  'io.loadmat',
  'io.wavfile.read',
  'io.netcdf_file',
  'sparse.load_npz',
  'io.arff.loadarff',
  'io.mmread',
];
const PICTURES = [
  ...[
    'PIL.Image.open',
    'Image.open',
    'cv2.imread',
    'cv2.VideoCapture',
    'skimage.io.imread',
    'imageio.imread',
  ],
  ...['imageio.v2.imread', 'imageio.v3.imread', 'matplotlib.pyplot.imread', 'matplotlib.image.imread'],
  ...['tifffile.imread', 'torchvision.io.read_image', 'librosa.load', 'soundfile.read', 'torchaudio.load'],
  ...['pydicom.dcmread', 'pydicom.read_file', 'nibabel.load', 'wfdb.rdrecord', 'wfdb.rdsamp', 'wfdb.rdann'],
  ...['rasterio.open', 'fiona.open', 'trimesh.load', 'anndata.read_h5ad', 'scanpy.read_h5ad', 'scanpy.read'],
  ...['keras.preprocessing.image.load_img', 'tensorflow.keras.preprocessing.image.load_img'],
  ...[
    'tensorflow.keras.utils.load_img',
    'keras.utils.load_img',
    'mne.io.read_raw_edf',
    'mne.io.read_raw_fif',
  ],
];
const FOLDERS = [
  'torchvision.datasets.ImageFolder',
  'torchvision.datasets.DatasetFolder',
  ...['tensorflow.keras', 'keras', 'tf_keras'].flatMap((owner) => [
    `${owner}.utils.image_dataset_from_directory`,
    `${owner}.preprocessing.image_dataset_from_directory`,
    `${owner}.utils.text_dataset_from_directory`,
    `${owner}.preprocessing.text_dataset_from_directory`,
    `${owner}.utils.audio_dataset_from_directory`,
  ]),
  'sklearn.datasets.load_files',
  'sklearn.datasets.load_svmlight_file',
];

/** Arrays, matrices, pictures, sounds: numpy, scipy, HDF5, xarray, zarr and what reads media. */
export const arrays: Library = {
  name: 'arrays',
  functions: {
    ...under(['numpy'], each(NUMPY, readRule)),
    ...under(['numpy'], each(['save', 'savez', 'savez_compressed', 'savetxt'], savePathFirstRule)),
    'numpy.memmap': memmapRule,
    ...under(['scipy'], each(SCIPY, readRule)),
    ...under(['scipy'], each(['io.savemat', 'sparse.save_npz', 'io.wavfile.write'], savePathFirstRule)),
    'h5py.File': openRule('h5py.File'),
    'tables.open_file': openRule('tables.File'),
    'netCDF4.Dataset': openRule('netCDF4.Dataset'),
    ...under(
      ['xarray'],
      each(['open_dataset', 'open_mfdataset', 'open_zarr', 'load_dataset', 'open_dataarray'], readRule),
    ),
    ...under(['zarr'], {
      ...each(['open', 'open_group', 'open_array'], openRule('zarr.Group')),
      load: readRule,
    }),
    'zarr.save': savePathFirstRule,
    ...each(PICTURES, readRule),
    'PIL.Image.open': pictureRule,
    ...each(FOLDERS, reads(DIRECTORY)),
    'cv2.imwrite': writes([0, 'filename'], [1, 'img']),
    'imageio.imwrite': writes([0, 'uri'], [1, 'im']),
    'skimage.io.imsave': writes([0, 'fname'], [1, 'arr']),
    'soundfile.write': writes([0, 'file'], [1, 'data']),
  },
  methods: {
    ...under(['h5py.File', 'tables.File', 'zarr.Group'], {
      ...each(['create_dataset', 'create_array'], fillRule(undefined, 'data', 'obj')),
      create_group: itself,
    }),
    '*.tofile': writes([0, 'fid', 'file'], 'receiver'),
    '*.flow_from_directory': flowRule,
    '*.flow_from_dataframe': flowFromFrameRule,
    'PIL.Image.save': writes([0, 'fp'], 'receiver'),
    'numpy.lib.npyio.NpzFile.close': (call) => carrying(callFlow(call)),
  },
};
