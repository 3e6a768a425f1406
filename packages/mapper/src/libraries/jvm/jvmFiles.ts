import type { Library, Rule } from '../../interpreter/machine.js';
import { NO_FLOW } from '../../values/flow.js';
import { joinPaths, stringsOf } from '../../values/texts.js';
import { carrying, flowOf, NOTHING } from '../../values/value.js';
import { callFlow, storedField } from '../arguments.js';
import { plainFlow } from './columnExpressions.js';
import { dataIn, JVM, selfRule, under } from './jvmValues.js';

const SETTINGS = /\.(conf|properties|ya?ml|xml|toml)$/i;

/** Settings of the program are no data. */
function isSettings(paths: readonly string[]): boolean {
  return paths.length > 0 && paths.every((path) => SETTINGS.test(path) && !path.includes('://'));
}

const readRule: Rule = (call, machine) => {
  const [location] = call.args;
  if (isSettings(stringsOf(location))) return location ?? NOTHING;
  // A reader around a reader adds nothing.
  if (location && !location.texts && !location.items && location.references) return location;
  return carrying(machine.read(call, location));
};

/** A handle that is written later. */
const openRule: Rule = (call, machine) => {
  const [location] = call.args;
  if (location && !location.texts && storedField(location, '<location>')) return location;
  const { cell, value } = machine.instance(call, 'jvm.Output', NO_FLOW);
  if (location) cell.fields.set('<location>', location);
  machine.write(call, location, NO_FLOW);
  return value;
};

const writeRule: Rule = (call, machine) => {
  const location = storedField(call.receiver, '<location>');
  if (location && call.args.length > 0) machine.write(call, location, dataIn(call.args));
  return call.receiver ?? NOTHING;
};

/** `Files.write(path, bytes)`. */
const writeFileRule: Rule = (call, machine) => {
  machine.write(call, call.args[0], dataIn(call.args.slice(1)));
  return NOTHING;
};

const copyRule: Rule = (call, machine) => {
  const [from, to] = call.args;
  const data = from?.texts ? machine.read(call, from) : from ? flowOf(from) : NO_FLOW;
  if (to?.texts) machine.write(call, to, data);
  return NOTHING;
};

/** `fs.open(path)`, `fs.create(path)` of Hadoop. */
const hadoopOpenRule: Rule = (call, machine) => carrying(machine.read(call, call.args[0]));

const hadoopCopyRule: Rule = (call, machine) => {
  const paths = call.args.filter((each) => each.texts?.some((text) => typeof text.value === 'string'));
  machine.write(call, paths[1], machine.read(call, paths[0]));
  return NOTHING;
};

const listRule: Rule = (call) => {
  const [folder] = call.args;
  return folder
    ? {
        items: [joinPaths([folder, { texts: [{ value: '*', confidence: 'exact' }], flow: NO_FLOW }])],
        flow: NO_FLOW,
      }
    : NOTHING;
};

const blendRule: Rule = (call) => carrying(plainFlow(carrying(callFlow(call))));

const READERS = [
  'FileReader',
  'FileInputStream',
  'Files.lines',
  'Files.readAllLines',
  'Files.readString',
  'Files.readAllBytes',
  'Files.newBufferedReader',
  'Files.newInputStream',
  'Source.fromFile',
  'Source.fromURL',
  'BufferedSource',
  'RandomAccessFile',
  'FileUtils.readFileToString',
  'FileUtils.readLines',
  'IOUtils.toString',
  'GZIPInputStream',
  'BufferedReader',
  'InputStreamReader',
  'Scanner',
  'CSVReader',
  'CSVParser.parse',
  'BufferedInputStream',
  'ObjectInputStream',
  'ZipInputStream',
  'ZipFile',
  'AvroParquetReader.builder',
  'ParquetReader.builder',
  'DataFileReader',
  'os.read',
  'os.read.lines',
  'ImageIO.read',
  'XSSFWorkbook',
  'JsonFactory.createParser',
];
const OUTPUTS = [
  'FileWriter',
  'FileOutputStream',
  'PrintWriter',
  'Files.newBufferedWriter',
  'Files.newOutputStream',
  'BufferedWriter',
  'OutputStreamWriter',
  'GZIPOutputStream',
  'BufferedOutputStream',
  'ObjectOutputStream',
  'CSVWriter',
  'CSVPrinter',
  'PrintStream',
  'AvroParquetWriter.builder',
  'ZipOutputStream',
];
const WRITES = [
  'write',
  'print',
  'println',
  'append',
  'writeNext',
  'writeAll',
  'printRecord',
  'writeObject',
  'format',
  'newLine',
  'printf',
];

/** Files by java.io, java.nio, scala.io, Hadoop and their wrappers. */
export const jvmFiles: Library = {
  name: 'jvmFiles',
  languages: JVM,
  functions: {},
  methods: {
    ...under(
      READERS.map((name) => `*.${name}`),
      readRule,
    ),
    ...under(
      OUTPUTS.map((name) => `*.${name}`),
      openRule,
    ),
    ...under(
      WRITES.map((name) => `jvm.Output.${name}`),
      writeRule,
    ),
    'jvm.Output.withConf': selfRule,
    'jvm.Output.withSchema': selfRule,
    'jvm.Output.build': selfRule,
    'jvm.Output.withCompressionCodec': selfRule,
    ...under(
      [
        'Files.write',
        'Files.writeString',
        'FileUtils.writeStringToFile',
        'FileUtils.writeLines',
        'os.write',
        'os.write.over',
      ].map((name) => `*.${name}`),
      writeFileRule,
    ),
    ...under(
      [
        'Files.copy',
        'Files.move',
        'FileUtils.copyFile',
        'FileUtils.copyURLToFile',
        'FileUtil.copy',
        'os.copy',
      ].map((name) => `*.${name}`),
      copyRule,
    ),
    '*.FileSystem.open': hadoopOpenRule,
    '*.fs.open': hadoopOpenRule,
    '*.hdfs.open': hadoopOpenRule,
    '*.FileSystem.create': openRule,
    '*.fs.create': openRule,
    '*.hdfs.create': openRule,
    '*.FileSystem.get': (call, machine) => machine.instance(call, 'FileSystem', NO_FLOW).value,
    'FileSystem.open': hadoopOpenRule,
    'FileSystem.create': openRule,
    ...under(
      [
        'FileSystem.copyFromLocalFile',
        'FileSystem.copyToLocalFile',
        '*.FileSystem.copyFromLocalFile',
        '*.FileSystem.copyToLocalFile',
        '*.fs.copyFromLocalFile',
        '*.fs.copyToLocalFile',
        'FileSystem.rename',
        '*.fs.rename',
      ],
      hadoopCopyRule,
    ),
    '*.Files.list': listRule,
    '*.Files.walk': listRule,
    '*.ObjectMapper.readValue': (call, machine) =>
      call.args[0]?.texts && stringsOf(call.args[0]).some((text) => /\.\w+$/.test(text))
        ? readRule(call, machine)
        : blendRule(call, machine),
    '*.ObjectMapper.writeValue': (call, machine) => {
      if (call.args[0]?.texts) writeFileRule(call, machine);
      return NOTHING;
    },
    '*.readLine': blendRule,
  },
};
