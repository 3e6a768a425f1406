import type { DatasetKind } from '@driftline/contracts';
import { type Flow, NO_FLOW } from '../../values/flow.js';
import { concatenate, mapTexts } from '../../values/texts.js';
import { carrying, constant, NOTHING, type Value } from '../../values/value.js';
import { isSoftwarePath } from './isDataPath.js';
import { optionOf, parseOptions } from './parseOptions.js';
import {
  type CommandRule,
  type CommandRules,
  inputFlow,
  type ShellCommand,
  variableOf,
  wordOf,
} from './shellCommand.js';
import { pathOf } from './shellPaths.js';

const COPY_OPTIONS =
  '--exclude --include --profile --region --endpoint-url --acl --storage-class --sse --metadata --content-type --only-show --cache-control --project --account -x -h -o -c --config --transfers --checkers --recursive-to --exclude-regex -j --threads --billing-project --impersonate-service-account --flags-file --as-of --source --request-payer --page-size';
const COPIES: ReadonlySet<string> = new Set([
  ...['cp', 'mv', 'sync', 'rsync', 'copy', 'move', 'copyto', 'moveto', 'mirror', 'put', 'get'],
]);

function named(command: ShellCommand, value: Value): Value | undefined {
  const text = wordOf(value);
  return text === '-'
    ? undefined
    : pathOf(
        command,
        mapTexts(value, (path) => path.replace(/(.)\/+$/, '$1')),
      );
}

function kindOf(value: Value): { kind?: DatasetKind } {
  return /^[a-z][\w+.-]*:\/\//i.test(wordOf(value)) ? { kind: 'object' } : {};
}

/** Copies from all but the last operand to the last; `-` is the pipe. */
export function copyOperands(command: ShellCommand, operands: readonly Value[]): Value {
  const [target] = operands.slice(-1);
  const sources = operands.slice(0, -1);
  if (!target || sources.length === 0) return NOTHING;
  let printed: Flow = NO_FLOW;
  for (const source of sources) {
    const from = named(command, source);
    if ([from, target].some((each) => each?.texts && isSoftwarePath(wordOf(each)))) continue;
    const data = from ? command.machine.read(command.call, from, kindOf(from)) : inputFlow(command);
    const to = named(command, target);
    if (to) command.machine.write(command.call, landing(to, from, sources.length > 1), data, kindOf(to));
    else printed = data;
  }
  return carrying(printed);
}

/** Where a copy lands: a file copied into a folder keeps its name. */
function landing(to: Value, from: Value | undefined, several: boolean): Value {
  const [target, source] = [wordOf(to), wordOf(from)];
  const name = source.split('/').at(-1) ?? '';
  const isFile = /\.\w+$/.test(name) && !name.includes('*');
  const folder =
    several || /\/\.?$|^\.{1,2}$/.test(target) || (isFile && !/\.\w+$/.test(target.split('/').at(-1) ?? ''));
  if (!folder || !from || !isFile || !from.texts) return to;
  const own = mapTexts(from, (path) => path.split('/').at(-1) ?? path);
  const base = mapTexts(to, (path) => path.replace(/\/\.?$/, ''));
  return wordOf(base) === '.' ? own : concatenate([base, constant('/'), own]);
}

function verbIndex(words: readonly Value[], verbs: ReadonlySet<string>): number {
  return words.findIndex((word) => verbs.has(wordOf(word)));
}

/** `tool … cp a b`: whatever the tool, from the verb on. */
const copyRule: CommandRule = (command) => {
  const at = verbIndex(command.words, COPIES);
  const verb = wordOf(command.words[at]);
  const options = parseOptions(command.words.slice(at + 1), { values: COPY_OPTIONS });
  if (at < 0) return catRule(command);
  const operands = options.operands;
  const [only] = operands;
  if (operands.length === 1 && only && (verb === 'get' || verb === 'copy'))
    return copyOperands(command, [only, constant('.')]);
  return copyOperands(command, operands);
};

/** `gsutil cat gs://…` prints objects; other verbs move no data. */
const catRule: CommandRule = (command) => {
  const at = verbIndex(command.words, new Set(['cat', '-cat', '-text', 'rcat', 'pipe']));
  if (at < 0) return NOTHING;
  const operands = parseOptions(command.words.slice(at + 1), { values: '' }).operands;
  const verb = wordOf(command.words[at]);
  const [first] = operands;
  if (!first) return NOTHING;
  if (verb === 'rcat' || verb === 'pipe') {
    command.machine.write(command.call, first, inputFlow(command), { kind: 'object' });
    return NOTHING;
  }
  return carrying(command.machine.read(command.call, first, { kind: 'object' }));
};

const HADOOP: Readonly<Record<string, 'copy' | 'print'>> = {
  '-put': 'copy',
  '-copyFromLocal': 'copy',
  '-moveFromLocal': 'copy',
  '-get': 'copy',
  '-copyToLocal': 'copy',
  '-getmerge': 'copy',
  '-cp': 'copy',
  '-mv': 'copy',
  '-cat': 'print',
  '-text': 'print',
};

/** Paths inside the cluster have no scheme: they are told from local ones by the side on which they stand. */
function inCluster(command: ShellCommand, value: Value): Value {
  const text = wordOf(value);
  if (/^[a-z][\w+.-]*:/i.test(text) || text === '-') return value;
  const server = variableOf(command, 'HDFS_NAMENODE');
  const base = server === undefined ? 'hdfs://' : `hdfs://${server.replace(/^hdfs:\/\//, '')}`;
  return mapTexts(value, (path) => `${base}${path.startsWith('/') ? '' : '/'}${path}`);
}

const hadoopRule: CommandRule = (command) => {
  const at = command.words.findIndex((word) => Object.hasOwn(HADOOP, wordOf(word)));
  const verb = wordOf(command.words[at]);
  const options = parseOptions(command.words.slice(at + 1), { values: '-t', singleDash: true });
  const { operands } = options;
  if (at < 0) return distributedCopy(command);
  if (HADOOP[verb] === 'print') {
    const [path] = operands;
    return path
      ? carrying(command.machine.read(command.call, inCluster(command, path), { kind: 'object' }))
      : NOTHING;
  }
  const uploads = /put|FromLocal/.test(verb);
  const downloads = /get|ToLocal/.test(verb);
  const last = operands.length - 1;
  return copyOperands(
    command,
    operands.map((operand, index) => {
      const local = index === last ? downloads : uploads;
      return local ? operand : inCluster(command, operand);
    }),
  );
};

function distributedCopy(command: ShellCommand): Value {
  if (!command.words.some((word) => wordOf(word) === 'distcp') && command.name !== 's3-dist-cp')
    return NOTHING;
  const options = parseOptions(command.words, { values: '--src --dest -m -bandwidth', singleDash: true });
  const [source, target] = [optionOf(options, '--src'), optionOf(options, '--dest')];
  const operands =
    source && target ? [source, target] : options.operands.filter((each) => wordOf(each) !== 'distcp');
  return copyOperands(
    command,
    operands.map((each) => inCluster(command, each)),
  );
}

/** `rclone copy remote:bucket/path folder`: a remote's name stands for its kind of store. */
const rcloneRule: CommandRule = (command) => {
  const words = command.words.map((word) =>
    mapTexts(word, (text) => {
      const remote = /^([A-Za-z][\w-]+):(?!\/\/)(.*)$/.exec(text);
      if (!remote) return text;
      const name = (remote[1] ?? '').toLowerCase();
      const scheme = /s3|aws|minio|wasabi|r2/.test(name)
        ? 's3'
        : /gcs|gs|google/.test(name)
          ? 'gs'
          : `rclone-${name}`;
      return `${scheme}://${(remote[2] ?? '').replace(/^\/+/, '')}`;
    }),
  );
  return copyRule({ ...command, words });
};

/** MinIO's client: `alias/bucket/key`. */
const minioRule: CommandRule = (command) => {
  const words = command.words.map((word) =>
    mapTexts(word, (text) =>
      /^(minio|s3|local|play|myminio|gcs|store)\/[\w{]/i.test(text) ? text.replace(/^\w+\//, 's3://') : text,
    ),
  );
  return copyRule({ ...command, words });
};

/** Object stores by their copying tools. */
export const storeCommands: CommandRules = {
  gsutil: copyRule,
  s3cmd: copyRule,
  s5cmd: copyRule,
  s4cmd: copyRule,
  azcopy: copyRule,
  rclone: rcloneRule,
  mc: minioRule,
  hdfs: hadoopRule,
  hadoop: hadoopRule,
  's3-dist-cp': hadoopRule,
  gcloudStorage: copyRule,
  awsS3: copyRule,
};
