import { concatenate } from '../../../values/texts.js';
import { constant, NOTHING, type Value } from '../../../values/value.js';
import { type Options, optionOf, parseOptions } from '../parseOptions.js';
import { type CommandRule, type ShellCommand, variableOf, wordOf } from '../shellCommand.js';
import { copyOperands } from '../storeCommands.js';

const AZURE =
  '--account-name --container-name -c --name -n --file -f --source -s --destination -d --pattern --source-container --destination-path --destination-container --destination-blob --source-blob --source-account-name --connection-string --account-key --sas-token --source-uri --analytics-query -w --workspace --resource-group -g --file-system --path -p --subscription --cluster-name --database-name';

function container(options: Options, names: readonly string[], account: string): Value | undefined {
  const name = optionOf(options, ...names);
  return name && concatenate([constant('abfss://'), name, constant(`@${account}.dfs.core.windows.net/`)]);
}

const azureStorageRule: CommandRule = (command) => {
  const words = command.words.slice(1);
  const at = words.findIndex((word) =>
    /^(upload|download|copy|upload-batch|download-batch|sync|append)$/.test(wordOf(word)),
  );
  const verb = wordOf(words[at]);
  const options = parseOptions(words.slice(at + 1), { values: AZURE });
  if (at < 0) return NOTHING;
  const account =
    wordOf(optionOf(options, '--account-name')) ||
    (variableOf(command, 'AZURE_STORAGE_ACCOUNT') ?? '{account}');
  const batch = verb.endsWith('batch') || verb === 'sync';
  const store = container(
    options,
    ['--container-name', '-c', '--file-system', ...(batch ? ['--destination', '-d', '--source', '-s'] : [])],
    account,
  );
  const blob =
    optionOf(options, '--name', '-n', '--path', '-p', '--pattern', '--destination-path') ?? constant('');
  const remote = store && concatenate([store, blob]);
  const upload = verb.startsWith('upload') || verb === 'append' || verb === 'sync';
  const local = optionOf(options, '--file', '-f', ...(upload ? ['--source', '-s'] : ['--destination', '-d']));
  if (batch) return batchCopy(command, options, upload, account);
  if (!remote || !local) return NOTHING;
  return copyOperands(command, upload ? [local, remote] : [remote, local]);
};

/** `upload-batch -s folder -d container`: the sides name a folder and a container. */
function batchCopy(command: ShellCommand, options: Options, upload: boolean, account: string): Value {
  const [source, target] = [optionOf(options, '--source', '-s'), optionOf(options, '--destination', '-d')];
  const remote = container(
    options,
    upload ? ['--container-name', '-c', '--destination', '-d'] : ['--container-name', '-c', '--source', '-s'],
    account,
  );
  const local = upload ? source : target;
  return remote && local ? copyOperands(command, upload ? [local, remote] : [remote, local]) : NOTHING;
}

export const azureRule: CommandRule = (command) => {
  const [group] = command.words;
  if (wordOf(group) === 'storage') return azureStorageRule(command);
  if (wordOf(group) === 'monitor') {
    const options = parseOptions(command.words, { values: AZURE });
    const query = optionOf(options, '--analytics-query');
    if (query)
      command.machine.unresolved(
        command.call,
        'a query of Log Analytics names no workspace that is known here',
      );
  }
  return { ...NOTHING, hint: 'az' };
};
