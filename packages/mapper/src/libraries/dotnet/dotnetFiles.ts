import type { Access, Library, Machine, Rule } from '../../interpreter/machine.js';
import { NO_FLOW } from '../../values/flow.js';
import { joinPaths, stringsOf } from '../../values/texts.js';
import { carrying, constant, flowOf, listOf, NOTHING, type Value } from '../../values/value.js';
import { cellsOf, storedField } from '../arguments.js';
import {
  CSHARP,
  columnsOf,
  created,
  dataIn,
  first,
  given,
  isDeclared,
  pathOf,
  putData,
  self,
  typesOf,
} from './dotnetRules.js';

const SETTINGS = /\.(json|config|xml|yaml|yml|ini|md)$/i;

/** Settings that the repository holds are no data. */
function settingsAt(machine: Machine, path: Value | undefined): Value | undefined {
  const known = stringsOf(path).filter((each) => SETTINGS.test(each));
  return known.flatMap((each) => machine.config(each) ?? [])[0];
}

const readFile: Rule = (call, machine) => {
  const path = pathOf(given(call, 0, 'path'));
  return settingsAt(machine, path) ?? carrying(machine.read(call, path));
};

const writeFile: Rule = (call, machine) => {
  const [, ...data] = call.args;
  machine.write(call, pathOf(given(call, 0, 'path')), dataIn(data));
  return NOTHING;
};

/** A stream over a file that is read; over another stream it carries that one's data. */
const openToRead: Rule = (call, machine) => {
  if (isDeclared(call)) return created(call, machine, 'Stream');
  const source = given(call, 0, 'path', 'stream');
  if (cellsOf(source).length > 0 || !source?.texts) return source ?? created(call, machine, 'Stream');
  const path = pathOf(source);
  const settings = settingsAt(machine, path);
  return settings ?? created(call, machine, 'Stream', {}, machine.read(call, path));
};

const openToWrite: Rule = (call, machine) => {
  if (isDeclared(call)) return created(call, machine, 'Stream');
  const target = given(call, 0, 'path', 'stream');
  if (cellsOf(target).length > 0) return target ?? NOTHING;
  const location = pathOf(target);
  machine.write(call, location, NO_FLOW);
  return created(call, machine, 'Stream', location ? { location, writes: constant(true) } : {});
};

/** The mode says whether a file is read or written: `new FileStream(path, FileMode.Open)`. */
const openByMode: Rule = (call, machine) => {
  const modes = [...call.args.slice(1), ...call.named.values()].flatMap((value) => [
    ...(value.references ?? []).map((each) => (each.kind === 'external' ? each.name : '')),
    value.hint ?? '',
  ]);
  const writes = modes.some((mode) =>
    /(Create|Append|CreateNew|Truncate|OpenOrCreate)$|Access\.Write$/.test(mode),
  );
  const reads = modes.some((mode) => /Access\.Read$/.test(mode));
  return (writes && !reads ? openToWrite : openToRead)(call, machine);
};

/** What is written into a stream belongs to the file that it opened. */
function writeInto(
  call: Parameters<Rule>[0],
  machine: Machine,
  handle: Value | undefined,
  values: readonly Value[],
): void {
  const flow = dataIn(values);
  const location = storedField(handle, 'location');
  if (location && storedField(handle, 'writes')) machine.write(call, location, flow);
  else putData(handle, flow);
}

const write: Rule = (call, machine) => {
  writeInto(call, machine, call.receiver, call.args);
  return NOTHING;
};

const copyTo: Rule = (call, machine) => {
  writeInto(call, machine, call.args[0], call.receiver ? [call.receiver] : []);
  return NOTHING;
};

/** A reader or writer of records around a stream. */
const around =
  (type: string): Rule =>
  (call, machine) => {
    const [stream] = call.args.filter((each) => cellsOf(each).length > 0 || flowOf(each) !== NO_FLOW);
    if (!stream) return created(call, machine, type);
    const fields = { location: storedField(stream, 'location'), writes: storedField(stream, 'writes') };
    return created(call, machine, type, fields, dataIn([stream]));
  };

/** Records of a class: its members are the columns. */
const records: Rule = (call) => {
  const columns = columnsOf(typesOf(call)[0]);
  const flow = call.receiver ? flowOf(call.receiver) : NO_FLOW;
  if (!columns || flow.columns.size > 0) return carrying(flow);
  const named = columns.map((name): [string, Set<string>] => [
    name,
    new Set([...flow.rest].map((origin) => origin.replace(/\t\*$/, `\t${name}`))),
  ]);
  return carrying({ columns: new Map(named), rest: new Set(), rows: flow.rows });
};

/** Files of a folder, as one pattern. */
const files: Rule = (call) => {
  const folder = pathOf(given(call, 0, 'path'));
  const pattern = given(call, 1, 'searchPattern') ?? constant('*');
  return folder ? listOf([joinPaths([folder, pattern])]) : NOTHING;
};

const filesOf: Rule = (call) => {
  const folder = pathOf(call.receiver);
  return folder?.texts ? listOf([joinPaths([folder, call.args[0] ?? constant('*')])]) : NOTHING;
};

const copy: Rule = (call, machine) => {
  machine.write(call, pathOf(call.args[1]), machine.read(call, pathOf(call.args[0])));
  return NOTHING;
};

const readParquet: Rule = (call, machine) => {
  const [source] = call.args;
  const access: Access = {};
  return source?.texts
    ? carrying(machine.read(call, pathOf(source), access))
    : created(call, machine, 'ParquetReader', {}, source ? flowOf(source) : NO_FLOW);
};

const openWriter: Rule = (call, machine) => {
  const stream = call.args.find((each) => storedField(each, 'location'));
  return created(call, machine, 'ParquetWriter', {
    location: storedField(stream, 'location'),
    writes: storedField(stream, 'writes'),
  });
};

const READS = [
  'ReadAllText',
  'ReadAllTextAsync',
  'ReadAllLines',
  'ReadAllLinesAsync',
  'ReadAllBytes',
  'ReadAllBytesAsync',
  'ReadLines',
];
const WRITES = [
  'WriteAllText',
  'WriteAllTextAsync',
  'WriteAllLines',
  'WriteAllLinesAsync',
  'WriteAllBytes',
  'WriteAllBytesAsync',
  'AppendAllText',
  'AppendAllLines',
  'AppendAllTextAsync',
];
const HANDLES = ['Stream', 'CsvWriter', 'ParquetWriter'];
const HANDLE_WRITES = [
  'Write',
  'WriteAsync',
  'WriteLine',
  'WriteLineAsync',
  'WriteRecords',
  'WriteRecordsAsync',
  'WriteRecord',
  'WriteField',
  'WriteColumnAsync',
];
const HANDLE_READS = [
  'ReadToEnd',
  'ReadToEndAsync',
  'ReadLine',
  'ReadLineAsync',
  'Read',
  'ReadAsync',
  'ReadEntireRowGroupAsync',
  'GetField',
];

/** Files, streams, CSV and Parquet. */
export const dotnetFiles: Library = {
  name: 'dotnetFiles',
  languages: CSHARP,
  functions: {},
  methods: {
    ...Object.fromEntries(READS.map((name) => [`*.File.${name}`, readFile])),
    ...Object.fromEntries(WRITES.map((name) => [`*.File.${name}`, writeFile])),
    '*.File.OpenRead': openToRead,
    '*.File.OpenText': openToRead,
    '*.File.Open': openByMode,
    '*.File.Create': openToWrite,
    '*.File.OpenWrite': openToWrite,
    '*.File.CreateText': openToWrite,
    '*.File.AppendText': openToWrite,
    '*.File.Copy': copy,
    '*.File.Move': copy,
    '*.Directory.GetFiles': files,
    '*.Directory.EnumerateFiles': files,
    'text.GetFiles': filesOf,
    'text.EnumerateFiles': filesOf,
    'text.OpenRead': (call, machine) =>
      openToRead({ ...call, args: call.receiver ? [call.receiver] : [] }, machine),
    'text.OpenText': (call, machine) =>
      openToRead({ ...call, args: call.receiver ? [call.receiver] : [] }, machine),
    'text.Create': (call, machine) =>
      openToWrite({ ...call, args: call.receiver ? [call.receiver] : [] }, machine),
    '*.StreamReader': openToRead,
    '*.StreamWriter': openToWrite,
    '*.FileStream': openByMode,
    '*.StringReader': first,
    '*.GZipStream': first,
    '*.BufferedStream': first,
    '*.CsvReader': around('CsvReader'),
    '*.CsvWriter': around('CsvWriter'),
    '*.CsvParser': around('CsvReader'),
    '*.TextFieldParser': openToRead,
    '*.ExcelPackage': openToRead,
    '*.XLWorkbook': openToRead,
    '*.CsvReader.GetRecords': records,
    '*.CsvReader.GetRecordsAsync': records,
    '*.CsvReader.GetRecord': records,
    '*.ParquetReader.CreateAsync': readParquet,
    '*.ParquetReader.ReadTableFromFileAsync': readParquet,
    '*.ParquetReader': readParquet,
    '*.ParquetSerializer.DeserializeAsync': readParquet,
    '*.ParquetWriter.CreateAsync': openWriter,
    '*.ParquetWriter': openWriter,
    '*.ParquetWriter.CreateRowGroup': self,
    '*.ParquetSerializer.SerializeAsync': (call, machine) => {
      const [data, target] = call.args;
      if (target?.texts) machine.write(call, pathOf(target), dataIn([data]));
      else writeInto(call, machine, target, data ? [data] : []);
      return NOTHING;
    },
    ...Object.fromEntries(
      HANDLES.flatMap((type) => HANDLE_WRITES.map((name) => [`*.${type}.${name}`, write])),
    ),
    ...Object.fromEntries(HANDLES.flatMap((type) => HANDLE_READS.map((name) => [`*.${type}.${name}`, self]))),
    '*.CopyTo': copyTo,
    '*.CopyToAsync': copyTo,
    '*.ReadToEnd': self,
    '*.ReadLine': self,
  },
};
