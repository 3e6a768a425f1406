import type { Call, Library, Machine, Rule } from '../../interpreter/machine.js';
import { joinFlows, NO_FLOW } from '../../values/flow.js';
import { spell } from '../../values/text.js';
import { stringsOf, textsOrHole } from '../../values/texts.js';
import { carrying, constant, flowOf, NOTHING, type Value } from '../../values/value.js';
import { callFlow, storedField } from '../arguments.js';
import { CODE_FILE } from '../shell/isDataPath.js';
import { dataOfArguments, forTypes, object } from './goValues.js';

function isCode(location: Value | undefined): boolean {
  const texts = stringsOf(location);
  return texts.length > 0 && texts.every((path) => CODE_FILE.test(path) && !path.includes('://'));
}

/** Text of a file: settings and queries of the repository are their value, code and documents are no data. */
const readFileRule: Rule = (call, machine) => {
  const [location] = call.args;
  const [config] = stringsOf(location).flatMap((path) => machine.config(path) ?? []);
  if (config) return config;
  return isCode(location) ? NOTHING : carrying(machine.read(call, location));
};

const openRule: Rule = (call, machine) => {
  const [location] = call.args;
  const config = stringsOf(location).flatMap((path) => machine.config(path) ?? [])[0];
  if (config) return config;
  return isCode(location)
    ? NOTHING
    : object(call, machine, 'os.File', { location }, machine.read(call, location));
};

const createRule: Rule = (call, machine) => {
  const [location] = call.args;
  if (isCode(location)) return NOTHING;
  machine.write(call, location, NO_FLOW);
  return object(call, machine, 'os.File', { location, writes: NOTHING });
};

/** `os.OpenFile(path, os.O_WRONLY|os.O_CREATE, mode)`. */
const openFileRule: Rule = (call, machine) => {
  const flags = JSON.stringify(call.args[1]?.references ?? []) + (call.args[1]?.hint ?? '');
  return /O_WRONLY|O_CREATE|O_APPEND|O_TRUNC/.test(flags) || !/O_RDONLY/.test(flags)
    ? createRule(call, machine)
    : openRule(call, machine);
};

const writeFileRule: Rule = (call, machine) => {
  const [location, data] = call.args;
  if (!isCode(location)) machine.write(call, location, data ? flowOf(data) : NO_FLOW);
  return NOTHING;
};

/** Data that goes into something which was opened for writing. */
export function writeInto(
  call: Call,
  machine: Machine,
  target: Value | undefined,
  flow: Value['flow'],
): void {
  const location = storedField(target, 'location');
  const namespace = stringsOf(storedField(target, 'namespace'))[0];
  if (location && storedField(target, 'writes'))
    machine.write(call, location, flow, namespace === undefined ? {} : { namespace });
}

const copyRule: Rule = (call, machine) => {
  const [target, source] = call.args;
  const flow = source ? flowOf(source) : NO_FLOW;
  writeInto(call, machine, target, flow);
  return carrying(flow);
};

/** Writers around a file write into the file. */
const wrapRule: Rule = (call, machine) => {
  const [inner] = call.args;
  const location = storedField(inner, 'location');
  const writes = storedField(inner, 'writes');
  if (!location) return inner ?? NOTHING;
  return object(
    call,
    machine,
    'go.Handle',
    { location, writes, namespace: storedField(inner, 'namespace') },
    inner ? flowOf(inner) : NO_FLOW,
  );
};

const writeRule: Rule = (call, machine) => {
  writeInto(call, machine, call.receiver, dataOfArguments(call.args));
  return NOTHING;
};
const printRule: Rule = (call, machine) => {
  writeInto(call, machine, call.args[0], dataOfArguments(call.args.slice(1)));
  return NOTHING;
};
const readRule: Rule = (call) => carrying(call.receiver ? flowOf(call.receiver) : NO_FLOW);
const pathRule: Rule = (call, machine) => carrying(machine.read(call, call.args[0]));

/** Files that are built into the program: settings and code are no data. */
const embedRule: Rule = (call, machine) => {
  const data = call.args.filter(
    (path) => !isCode(path) && stringsOf(path).some((text) => /\.\w+$/.test(text)),
  );
  const [config] = call.args.flatMap((path) => stringsOf(path).flatMap((text) => machine.config(text) ?? []));
  if (config?.texts) return config;
  return carrying(data.map((path) => machine.read(call, path)).reduce(joinFlows, NO_FLOW));
};

/** `exec.Command("python", "score.py", path)`: words, which the shell's rules know. */
const commandRule: Rule = (call, machine) => {
  const words = call.args
    .filter((each) => each.texts)
    .map((each) => spell(textsOrHole(each)[0]?.value ?? ''));
  const text = words
    .map((word) => (/^[\w@%+=:,./{}-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
    .join(' ');
  if (text !== '') machine.shell(call, constant(text));
  return object(call, machine, 'os/exec.Cmd', {});
};

const WRITERS = ['os.File', 'go.Handle', 'bufio.Writer', 'encoding/csv.Writer', 'encoding/json.Encoder'];
const WRAPS = [
  'bufio.NewReader',
  'bufio.NewWriter',
  'bufio.NewScanner',
  'encoding/csv.NewReader',
  'encoding/csv.NewWriter',
  'encoding/json.NewDecoder',
  'encoding/json.NewEncoder',
  'compress/gzip.NewReader',
  'compress/gzip.NewWriter',
  'io.TeeReader',
  'io.LimitReader',
  'io.MultiReader',
  'gopkg.in/yaml.NewDecoder',
  'encoding/xml.NewDecoder',
  'github.com/gocarina/gocsv.Unmarshal',
  'archive/zip.NewReader',
  'archive/tar.NewReader',
  'github.com/xitongsys/parquet-go/reader.NewParquetReader',
  'github.com/xitongsys/parquet-go/writer.NewParquetWriter',
];

/** Files, readers and writers. */
export const goFiles: Library = {
  name: 'goFiles',
  languages: ['go'],
  functions: {
    'go.embed': embedRule,
    'os.Open': openRule,
    'os.ReadFile': readFileRule,
    'io/ioutil.ReadFile': readFileRule,
    'os.Create': createRule,
    'os.OpenFile': openFileRule,
    'os.WriteFile': writeFileRule,
    'io/ioutil.WriteFile': writeFileRule,
    'io.Copy': copyRule,
    'io.ReadAll': (call) => carrying(callFlow(call)),
    'io/ioutil.ReadAll': (call) => carrying(callFlow(call)),
    'fmt.Fprintf': printRule,
    'fmt.Fprintln': printRule,
    'fmt.Fprint': printRule,
    'io.WriteString': printRule,
    'archive/zip.OpenReader': pathRule,
    'github.com/xuri/excelize.OpenFile': pathRule,
    'github.com/360EntSecGroup-Skylar/excelize.OpenFile': pathRule,
    'github.com/xitongsys/parquet-go-source/local.NewLocalFileReader': openRule,
    'github.com/xitongsys/parquet-go-source/local.NewLocalFileWriter': createRule,
    'github.com/gocarina/gocsv.MarshalFile': (call, machine) => {
      writeInto(call, machine, call.args[1], dataOfArguments(call.args.slice(0, 1)));
      return NOTHING;
    },
    'github.com/gocarina/gocsv.UnmarshalFile': (call) => carrying(callFlow(call)),
    'os/exec.Command': commandRule,
    'os/exec.CommandContext': commandRule,
    ...Object.fromEntries(WRAPS.map((name) => [name, wrapRule])),
  },
  methods: {
    ...forTypes(WRITERS, ['Write', 'WriteString', 'WriteAll', 'Encode', 'ReadFrom'], writeRule),
    ...forTypes(
      WRITERS,
      ['Read', 'ReadAll', 'Scan', 'Text', 'Bytes', 'ReadString', 'ReadLine', 'Decode'],
      readRule,
    ),
  },
};
