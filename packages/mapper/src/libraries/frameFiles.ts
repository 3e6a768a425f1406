import type { Library, Rule } from '../interpreter/machine.js';
import { stringOf } from '../values/texts.js';
import { carrying, listOf, NOTHING } from '../values/value.js';
import { each, itself, requestedColumns, under } from './accessRules.js';
import { addData, argument, callFlow, dataOf, storedField } from './arguments.js';

const PACKAGES = [
  'pandas',
  'modin.pandas',
  'dask.dataframe',
  'dask.bag',
  'polars',
  'cudf',
  'dask_cudf',
  'geopandas',
  'dask_geopandas',
  'pyspark.pandas',
  'databricks.koalas',
  'vaex',
  'ibis',
  'daft',
  'fireducks.pandas',
];
const FORMATS = [
  ...['csv', 'parquet', 'json', 'excel', 'feather', 'orc', 'pickle', 'hdf', 'table', 'fwf', 'stata', 'sas'],
  ...[
    'spss',
    'xml',
    'html',
    'file',
    'avro',
    'ipc',
    'ipc_stream',
    'ndjson',
    'delta',
    'iceberg',
    'ods',
    'text',
  ],
];
const POLARS_WRITERS = [
  'csv',
  'parquet',
  'json',
  'ndjson',
  'ipc',
  'avro',
  'excel',
  'delta',
  'iceberg',
  'ipc_stream',
];
const WRITERS = [
  ...[
    'to_csv',
    'to_parquet',
    'to_json',
    'to_excel',
    'to_feather',
    'to_orc',
    'to_pickle',
    'to_hdf',
    'to_stata',
  ],
  ...[
    'to_file',
    'to_xml',
    'to_delta',
    'to_textfiles',
    'to_ipc',
    'to_netcdf',
    'to_zarr',
    'export',
    'export_hdf5',
  ],
  ...POLARS_WRITERS.flatMap((format) => [`write_${format}`, `sink_${format}`]),
];
const LOCATIONS = [
  ...[
    'filepath_or_buffer',
    'path',
    'path_or_buf',
    'path_or_buffer',
    'io',
    'source',
    'filepath',
    'fname',
    'filename',
  ],
  ...['urlpath', 'filename_or_obj', 'path_or_dataset'],
];
const TARGETS = [...LOCATIONS, 'file', 'target', 'excel_writer', 'table_or_uri', 'store', 'workbook'];

const readRule: Rule = (call, machine) =>
  carrying(machine.read(call, argument(call, 0, ...LOCATIONS), requestedColumns(call)));

/** A frame into a file; into an open handle or buffer, which passes it on; or nowhere, as text. */
const writeRule: Rule = (call, machine) => {
  const location = argument(call, 0, ...TARGETS);
  const nowhere = location?.texts?.every((text) => text.value === null) ?? !location;
  if (nowhere) return carrying(callFlow(call));
  const data = dataOf(call.receiver);
  if (call.receiver) machine.write(call, location, data);
  return NOTHING;
};

/** `pd.ExcelFile(path)`: its sheets are parsed later. */
const excelFileRule: Rule = (call, machine) =>
  machine.instance(call, 'pandas.ExcelFile', machine.read(call, argument(call, 0, ...LOCATIONS))).value;

const excelWriterRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'pandas.ExcelWriter', NOTHING.flow);
  const location = argument(call, 0, 'path');
  if (location) cell.fields.set('location', location);
  return value;
};

const storeRule: Rule = (call, machine) => {
  const location = argument(call, 0, 'path');
  const writes = stringOf(argument(call, 1, 'mode')) === 'w';
  const data = writes ? NOTHING.flow : machine.read(call, location);
  const { cell, value } = machine.instance(call, 'pandas.HDFStore', data);
  if (location) cell.fields.set('location', location);
  return value;
};

const putRule: Rule = (call, machine) => {
  machine.write(call, storedField(call.receiver, 'location'), dataOf(argument(call, 1, 'value')));
  return NOTHING;
};

const partRule: Rule = (call) => carrying(dataOf(call.receiver));

/** A text made of a handle: whatever was written into it. */
const valueOfBufferRule: Rule = (call) => carrying(dataOf(call.receiver));

/** A file without a name that matters: whoever is given its name is given the file. */
const temporaryRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'io.Buffer', NOTHING.flow);
  cell.fields.set('name', value);
  return call.name.endsWith('mkstemp') ? listOf([NOTHING, value]) : value;
};

const temporaryFolderRule: Rule = () => ({
  texts: [{ value: '{tempdir}', confidence: 'possible' }],
  flow: NOTHING.flow,
  hint: 'tempdir',
});

const bufferRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'io.Buffer', callFlow(call));
  const [given] = call.args;
  if (given) cell.fields.set('data', carrying(dataOf(given)));
  return value;
};

/** Files that frames are read from and written to. */
export const frameFiles: Library = {
  name: 'frameFiles',
  functions: {
    ...under(PACKAGES, {
      ...each(
        FORMATS.flatMap((format) => [`read_${format}`, `scan_${format}`]),
        readRule,
      ),
      open: readRule,
      open_many: readRule,
      from_csv: readRule,
      read_parquet_metadata: readRule,
      'io.parsers.read_csv': readRule,
      ExcelFile: excelFileRule,
      ExcelWriter: excelWriterRule,
      HDFStore: storeRule,
    }),
    ...under(['polars'], { read_csv_batched: readRule }),
    'datatable.fread': readRule,
    'pandas.DataFrame.from_csv': readRule,
    'polars.DataFrame.deserialize': readRule,
    ...under(['tempfile'], {
      ...each(['NamedTemporaryFile', 'TemporaryFile', 'SpooledTemporaryFile', 'mkstemp'], temporaryRule),
      ...each(['TemporaryDirectory', 'mkdtemp'], temporaryFolderRule),
    }),
    ...each(['io.StringIO', 'io.BytesIO', 'StringIO.StringIO', 'cStringIO.StringIO'], bufferRule),
  },
  methods: {
    ...Object.fromEntries(WRITERS.map((name) => [`*.${name}`, writeRule])),
    'pandas.ExcelFile.parse': partRule,
    'pandas.ExcelWriter.save': itself,
    'pandas.ExcelWriter.close': itself,
    ...under(['pandas.HDFStore'], { put: putRule, append: putRule, select: partRule, get: partRule }),
    ...under(['io.Buffer'], {
      getvalue: valueOfBufferRule,
      read: valueOfBufferRule,
      getbuffer: valueOfBufferRule,
      ...each(['seek', 'flush', 'close', 'tell', 'truncate'], itself),
      write: (call) => {
        addData(call.receiver, callFlow(call));
        return NOTHING;
      },
    }),
  },
};
