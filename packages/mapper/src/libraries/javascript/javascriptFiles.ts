import type { Call, Library, Machine, Rule } from '../../interpreter/machine.js';
import { joinFlows, NO_FLOW } from '../../values/flow.js';
import { stringsOf } from '../../values/texts.js';
import { carrying, constant, flowOf, NOTHING, type Value } from '../../values/value.js';
import { callFlow, cellsOf, storedField } from '../arguments.js';
import { CODE_FILE } from '../shell/isDataPath.js';
import { callBack, callbackOf, entryOf, object } from './javascriptValues.js';

function isCode(location: Value | undefined): boolean {
  const texts = stringsOf(location);
  return texts.length > 0 && texts.every((path) => CODE_FILE.test(path) && !path.includes('://'));
}

/** Text of a file: settings of the repository are their value, code and documents are no data. */
const readRule: Rule = (call, machine) => {
  const [location] = call.args;
  const [config] = stringsOf(location).flatMap((path) => machine.config(path) ?? []);
  const result = config ?? (isCode(location) ? NOTHING : carrying(machine.read(call, location)));
  callBack(call, machine, result);
  return result;
};

const writeRule: Rule = (call, machine) => {
  const [location, data] = call.args;
  if (!isCode(location)) machine.write(call, location, data ? flowOf(data) : NO_FLOW);
  callBack(call, machine, NOTHING);
  return NOTHING;
};

const copyRule: Rule = (call, machine) => {
  const [from, to] = call.args;
  if (!isCode(from)) machine.write(call, to, machine.read(call, from));
  return NOTHING;
};

const readStreamRule: Rule = (call, machine) => {
  const [location] = call.args;
  return isCode(location) ? NOTHING : object(call, machine, 'js.Stream', {}, machine.read(call, location));
};

/** What is written into a stream belongs to the file that it opens. */
export function writeStream(call: Call, machine: Machine, location: Value | undefined): Value {
  machine.write(call, location, NO_FLOW);
  return object(call, machine, 'js.Stream', { location });
}

const writeStreamRule: Rule = (call, machine) =>
  isCode(call.args[0]) ? NOTHING : writeStream(call, machine, call.args[0]);

/** Data that goes into a stream: on to where it leads. */
function into(call: Call, machine: Machine, target: Value | undefined, flow: Value['flow']): void {
  const location = storedField(target, 'location');
  const access = stringsOf(storedField(target, 'namespace'))[0];
  if (location) machine.write(call, location, flow, access === undefined ? {} : { namespace: access });
}

const pipeRule: Rule = (call, machine) => {
  const [target] = call.args;
  const flow = call.receiver ? flowOf(call.receiver) : NO_FLOW;
  into(call, machine, target, flow);
  return target ? { ...target, flow: joinFlows(flowOf(target), flow) } : NOTHING;
};

/** `pipeline(source, …, target)`. */
const pipelineRule: Rule = (call, machine) => {
  const streams = call.args.filter((each) => each !== callbackOf(call));
  const flow = streams
    .slice(0, -1)
    .map((each) => flowOf(each))
    .reduce(joinFlows, NO_FLOW);
  into(call, machine, streams.at(-1), flow);
  return carrying(flow);
};

const streamWriteRule: Rule = (call, machine) => {
  const [data] = call.args;
  if (data) into(call, machine, call.receiver, flowOf(data));
  return NOTHING;
};

/** `stream.on('data', row => …)`. */
const onRule: Rule = (call, machine) => {
  const callback = callbackOf(call);
  const flow = call.receiver ? flowOf(call.receiver) : NO_FLOW;
  if (callback) machine.call(callback, [carrying(flow)], call);
  return call.receiver ?? NOTHING;
};

/** Parsers of texts and streams: what goes in comes out. */
const parserRule: Rule = (call, machine) => {
  const flow = callFlow({ ...call, args: call.args.filter((each) => each !== callbackOf(call)) });
  const result = carrying(flow);
  const complete = entryOf(call.args[1], 'complete', 'step');
  if (complete) machine.call(complete, [result], call);
  callBack(call, machine, result);
  return result;
};

/** `Papa.parse(url, { download: true })`. */
const papaRule: Rule = (call, machine) => {
  const downloads = entryOf(call.args[1], 'download')?.texts?.some((text) => text.value === true) ?? false;
  if (!downloads) return parserRule(call, machine);
  const data = carrying(machine.read(call, call.args[0], { kind: 'api' }));
  const complete = entryOf(call.args[1], 'complete', 'step');
  if (complete) machine.call(complete, [data], call);
  return data;
};

const openReadRule: Rule = (call, machine) =>
  object(call, machine, 'js.Stream', {}, machine.read(call, call.args[0]));

const saveRule =
  (dataAt: number, pathAt: number): Rule =>
  (call, machine) => {
    const data = call.args[dataAt];
    machine.write(call, call.args[pathAt], data ? flowOf(data) : NO_FLOW);
    return NOTHING;
  };

const listRule: Rule = (call) => {
  const [folder] = call.args;
  return folder?.texts ? { items: [constant('*')], flow: NO_FLOW } : NOTHING;
};

const globRule: Rule = (call) => {
  const [pattern] = call.args;
  return pattern ? { items: pattern.items ?? [pattern], flow: NO_FLOW } : NOTHING;
};

const FS = ['fs', 'fs/promises', 'fs-extra', 'graceful-fs', 'fs.promises', 'fs-extra.promises'];

function ofFileSystems(rules: Readonly<Record<string, Rule>>): Record<string, Rule> {
  return Object.fromEntries(
    FS.flatMap((module) => Object.entries(rules).map(([name, rule]) => [`${module}.${name}`, rule])),
  );
}

const sheetRule: Rule = (call) => carrying(callFlow(call));

/** A member of a data set that several calls fill. */
const bookRule: Rule = (call, machine) => machine.instance(call, 'js.Book', NO_FLOW).value;
const appendRule: Rule = (call) => {
  const [book, sheet] = call.args;
  for (const cell of cellsOf(book))
    cell.fields.set(
      'data',
      carrying(joinFlows(cell.fields.get('data')?.flow ?? NO_FLOW, sheet ? flowOf(sheet) : NO_FLOW)),
    );
  return NOTHING;
};
const writeBookRule: Rule = (call, machine) => {
  const [book, path] = call.args;
  const data = storedField(book, 'data');
  machine.write(call, path, data?.flow ?? (book ? flowOf(book) : NO_FLOW));
  return NOTHING;
};

const workbookReadRule: Rule = (call, machine) => {
  const flow = machine.read(call, call.args[0]);
  for (const cell of cellsOf(call.receiver)) cell.fields.set('data', carrying(flow));
  return carrying(flow);
};

/** Files, streams, and the formats that packages read and write. */
export const javascriptFiles: Library = {
  name: 'javascriptFiles',
  languages: ['javascript'],
  functions: {
    ...ofFileSystems({
      readFile: readRule,
      readFileSync: readRule,
      readJson: readRule,
      readJsonSync: readRule,
      readJSON: readRule,
      writeFile: writeRule,
      writeFileSync: writeRule,
      appendFile: writeRule,
      appendFileSync: writeRule,
      writeJson: writeRule,
      writeJsonSync: writeRule,
      outputFile: writeRule,
      outputJson: writeRule,
      copyFile: copyRule,
      copyFileSync: copyRule,
      createReadStream: readStreamRule,
      createWriteStream: writeStreamRule,
      readdir: listRule,
      readdirSync: listRule,
    }),
    'Bun.file': readRule,
    'Bun.write': writeRule,
    'Deno.readTextFile': readRule,
    'Deno.writeTextFile': writeRule,
    'glob.sync': globRule,
    'glob.glob': globRule,
    'fast-glob': globRule,
    'fast-glob.sync': globRule,
    'stream.pipeline': pipelineRule,
    'stream/promises.pipeline': pipelineRule,
    'stream.promises.pipeline': pipelineRule,
    'readline.createInterface': (call) => entryOf(call.args[0], 'input') ?? call.args[0] ?? NOTHING,
    'csv-parse.parse': parserRule,
    'csv-parse/sync.parse': parserRule,
    'csv-parser': parserRule,
    'fast-csv.parseFile': openReadRule,
    'fast-csv.parseStream': parserRule,
    'fast-csv.parse': parserRule,
    'csv-stringify.stringify': parserRule,
    'csv-stringify/sync.stringify': parserRule,
    csvtojson: () => ({ references: [{ kind: 'external', name: 'csvtojson()' }], flow: NO_FLOW }),
    'csvtojson().fromFile': openReadRule,
    'papaparse.parse': papaRule,
    'papaparse.unparse': parserRule,
    'neat-csv': parserRule,
    'd3.csv': (call, machine) => carrying(machine.read(call, call.args[0], { kind: 'api' })),
    'd3.json': (call, machine) => carrying(machine.read(call, call.args[0], { kind: 'api' })),
    'd3.tsv': (call, machine) => carrying(machine.read(call, call.args[0], { kind: 'api' })),
    'd3-fetch.csv': (call, machine) => carrying(machine.read(call, call.args[0], { kind: 'api' })),
    'd3-dsv.csvParse': parserRule,
    'd3.csvParse': parserRule,
    'xlsx.readFile': openReadRule,
    'xlsx.read': parserRule,
    'xlsx.writeFile': writeBookRule,
    'xlsx.utils.book_new': bookRule,
    'xlsx.utils.book_append_sheet': appendRule,
    'xlsx.utils.json_to_sheet': sheetRule,
    'xlsx.utils.sheet_to_json': sheetRule,
    'exceljs.Workbook': bookRule,
    'parquetjs.ParquetReader.openFile': openReadRule,
    'parquetjs-lite.ParquetReader.openFile': openReadRule,
    '@dsnp/parquetjs.ParquetReader.openFile': openReadRule,
    'parquetjs.ParquetWriter.openFile': (call, machine) => writeStream(call, machine, call.args[1]),
    'parquetjs-lite.ParquetWriter.openFile': (call, machine) => writeStream(call, machine, call.args[1]),
    '@dsnp/parquetjs.ParquetWriter.openFile': (call, machine) => writeStream(call, machine, call.args[1]),
    'apache-arrow.tableFromIPC': parserRule,
    'apache-arrow.tableToIPC': parserRule,
    'apache-arrow.Table.from': parserRule,
    'danfojs.readCSV': openReadRule,
    'danfojs.readJSON': openReadRule,
    'danfojs.readExcel': openReadRule,
    'danfojs-node.readCSV': openReadRule,
    'danfojs-node.readJSON': openReadRule,
    'danfojs-node.readExcel': openReadRule,
    'danfojs-node.toCSV': (call, machine) => {
      machine.write(call, entryOf(call.args[1], 'filePath'), callFlow(call));
      return NOTHING;
    },
    'nodejs-polars.readCSV': openReadRule,
    'nodejs-polars.scanCSV': openReadRule,
    'nodejs-polars.readParquet': openReadRule,
    'nodejs-polars.scanParquet': openReadRule,
    'load-json-file.loadJsonFile': readRule,
    'jsonfile.readFile': readRule,
    'jsonfile.readFileSync': readRule,
    'jsonfile.writeFile': writeRule,
    'jsonfile.writeFileSync': writeRule,
  },
  methods: {
    '*.pipe': pipeRule,
    '*.pipeTo': pipeRule,
    '*.pipeThrough': pipeRule,
    '*.on': onRule,
    '*.once': onRule,
    'js.Stream.write': streamWriteRule,
    'js.Stream.end': streamWriteRule,
    'js.Stream.appendRow': streamWriteRule,
    'js.Stream.getCursor': (call) => call.receiver ?? NOTHING,
    '*.xlsx.readFile': workbookReadRule,
    '*.csv.readFile': workbookReadRule,
    '*.xlsx.writeFile': saveRule(-1, 0),
    '*.csv.writeFile': saveRule(-1, 0),
    '*.toCSV': (call, machine) => {
      const path = entryOf(call.args[0], 'filePath');
      if (path) machine.write(call, path, call.receiver ? flowOf(call.receiver) : NO_FLOW);
      return carrying(callFlow(call));
    },
    '*.writeCSV': saveRule(-1, 0),
    '*.writeParquet': saveRule(-1, 0),
    '*.fromFile': openReadRule,
  },
};
