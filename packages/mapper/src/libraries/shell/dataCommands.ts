import { mapTexts } from '../../values/texts.js';
import { carrying, constant, NOTHING, type Value } from '../../values/value.js';
import { hasOption, optionOf, parseOptions } from './parseOptions.js';
import { type CommandRule, type CommandRules, inputFlow, type ShellCommand, wordOf } from './shellCommand.js';
import { pathOf } from './shellPaths.js';
import { copyOperands } from './storeCommands.js';

/** Reads a hub's dataset and fills the folder into which it is downloaded. */
function fetched(command: ShellCommand, name: Value, namespace: string, target: Value | undefined): Value {
  const data = command.machine.read(command.call, name, { namespace });
  const folder = target && pathOf(command, target);
  if (folder)
    command.machine.write(
      command.call,
      mapTexts(folder, (path) => path.replace(/(.)\/+$/, '$1')),
      data,
    );
  return carrying(data);
}

/** `kaggle datasets download -d owner/name`, `kaggle competitions download -c name`. */
const kaggleRule: CommandRule = (command) => {
  const [kind] = command.words;
  const options = parseOptions(command.words, {
    values: '-d --dataset -c --competition -p --path -f --file',
  });
  if (!options.operands.some((word) => wordOf(word) === 'download')) return NOTHING;
  const name = optionOf(options, '-d', '--dataset', '-c', '--competition') ?? options.operands.slice(2)[0];
  if (!name) return NOTHING;
  const competition = wordOf(kind) === 'competitions' || wordOf(kind) === 'c';
  const full = competition ? mapTexts(name, (text) => `competitions/${text}`) : name;
  const short = mapTexts(name, (text) => `${text.split('/').at(-1)}.zip`);
  const folder = optionOf(options, '-p', '--path');
  const unzips = hasOption(options, '--unzip');
  const file = unzips
    ? folder
    : folder
      ? mapTexts(short, (text) => `${wordOf(folder).replace(/\/+$/, '')}/${text}`)
      : short;
  return fetched(command, full, 'kaggle', file);
};

/** `huggingface-cli download owner/name --repo-type dataset --local-dir folder`. */
const hubRule: CommandRule = (command) => {
  const options = parseOptions(command.words, {
    values: '--repo-type --local-dir --revision --include --exclude --cache-dir --token',
  });
  const [verb, name] = options.operands;
  if (wordOf(verb) !== 'download' || !name) return NOTHING;
  const type = wordOf(optionOf(options, '--repo-type'));
  const full = mapTexts(name, (text) => (type === 'dataset' ? `datasets/${text}` : text));
  return fetched(command, full, 'https://huggingface.co', optionOf(options, '--local-dir'));
};

/** `dvc import-url url path`, `dvc get-url`: a pull only brings what the repository already names. */
const dvcRule: CommandRule = (command) => {
  const [verb, ...words] = command.words;
  const name = wordOf(verb);
  const options = parseOptions(words, {
    values: '-o --out --rev -r --remote -n --name -d --deps --outs -p --params',
  });
  const [source, target] = options.operands;
  if (/^(import-url|get-url)$/.test(name) && source)
    return copyOperands(command, [source, target ?? optionOf(options, '-o', '--out') ?? fileOf(source)]);
  if (/^(import|get)$/.test(name) && source && target) {
    const data = command.machine.read(
      command.call,
      mapTexts(source, (url) => `${url.replace(/\.git$/, '')}/${wordOf(target)}`),
    );
    command.machine.write(
      command.call,
      pathOf(command, optionOf(options, '-o', '--out') ?? fileOf(target)),
      data,
    );
    return NOTHING;
  }
  if (!/^(run|stage)$/.test(name)) return NOTHING;
  const at = command.words.findIndex(
    (word, index) => index > 0 && /^(python\d?|Rscript|bash|sh)$/.test(wordOf(word)),
  );
  return at < 0 ? NOTHING : command.run(wordOf(command.words[at]), command.words.slice(at + 1));
};

function fileOf(value: Value): Value {
  return mapTexts(value, (text) => text.split('/').at(-1) ?? text);
}

/** `git clone` of a repository that is named as data. */
const gitRule: CommandRule = (command) => {
  const options = parseOptions(command.words, { values: '-b --branch --depth -C -o --origin -c' });
  const [verb, url, folder] = options.operands;
  const text = wordOf(url);
  if (
    wordOf(verb) !== 'clone' ||
    !url ||
    !/(data(set)?s?|corpus|csv|covid)\b/i.test(text.split('/').slice(-1).join(''))
  )
    return { ...NOTHING, hint: 'git' };
  const plain = mapTexts(url, (each) => each.replace(/\.git$/, '').replace(/^git@([^:]+):/, 'https://$1/'));
  return copyOperands(command, [plain, folder ?? fileOf(plain)]);
};

const TOPIC = { kind: 'topic' as const };

/** Kafka's console tools and kcat. */
const kafkaRule: CommandRule = (command) => {
  const options = parseOptions(command.words, {
    values:
      '--topic --bootstrap-server --broker-list --from --property --consumer.config --producer.config --group --max-messages -b -t -o -c -G -f -K -X --timeout-ms --partition --offset',
  });
  const brokers = wordOf(optionOf(options, '--bootstrap-server', '--broker-list', '-b'));
  const topic = optionOf(options, '--topic', '-t');
  const access = { ...TOPIC, namespace: brokers === '' ? 'kafka' : `kafka://${brokers}` };
  const produces = /producer/.test(command.name) || hasOption(options, '-P');
  if (!topic || /topics/.test(command.name)) return NOTHING;
  if (produces) {
    command.machine.write(command.call, topic, inputFlow(command), access);
    return NOTHING;
  }
  return hasOption(options, '-L') ? NOTHING : carrying(command.machine.read(command.call, topic, access));
};

const gdownRule: CommandRule = (command) => {
  const options = parseOptions(command.words, { values: '-O --output --id --proxy' });
  const id = optionOf(options, '--id') ?? options.operands[0];
  if (!id) return NOTHING;
  const url = /:\/\//.test(wordOf(id)) ? id : mapTexts(id, (text) => `https://drive.google.com/uc/${text}`);
  const data = command.machine.read(command.call, url, { kind: 'api' });
  const target = optionOf(options, '-O', '--output');
  if (target) command.machine.write(command.call, pathOf(command, target), data);
  return NOTHING;
};

/** `databricks fs cp dbfs:/a b`. */
const databricksRule: CommandRule = (command) => {
  const at = command.words.findIndex((word) => wordOf(word) === 'cp');
  const isFiles = command.words.some((word) => wordOf(word) === 'fs');
  const options = parseOptions(command.words.slice(at + 1), { values: '--profile' });
  return at >= 0 && isFiles ? copyOperands(command, options.operands) : NOTHING;
};

const KAFKA = [
  'kafka-console-consumer',
  'kafka-console-producer',
  'kafka-avro-console-consumer',
  'kafka-avro-console-producer',
  'kcat',
  'kafkacat',
];

/** Hubs of data, versioned data, and topics. */
export const dataCommands: CommandRules = {
  kaggle: kaggleRule,
  'huggingface-cli': hubRule,
  hf: hubRule,
  dvc: dvcRule,
  git: gitRule,
  gdown: gdownRule,
  databricks: databricksRule,
  ...Object.fromEntries(
    KAFKA.flatMap((name) => [
      [name, kafkaRule],
      [`${name}.sh`, kafkaRule],
    ]),
  ),
  sftp: () => ({ ...NOTHING, hint: 'sftp' }),
  date: () => ({ ...NOTHING, hint: 'date', why: 'the date of the run' }),
  seq: () => ({ ...NOTHING, hint: 'number' }),
  mktemp: () => constant('/tmp/{tmp}', 'possible'),
};
