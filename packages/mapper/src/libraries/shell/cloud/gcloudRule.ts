import { NO_FLOW } from '../../../values/flow.js';
import { mapTexts } from '../../../values/texts.js';
import { NOTHING, type Value } from '../../../values/value.js';
import { type CommandRule, type ShellCommand, variableOf, wordOf } from '../shellCommand.js';
import { storeCommands } from '../storeCommands.js';
import { withoutGlobals } from './withoutGlobals.js';

export const gcloudRule: CommandRule = (command) => {
  const words = withoutGlobals(command.words).filter((word) => !/^(alpha|beta)$/.test(wordOf(word)));
  const verbs = words.slice(0, 4).map(wordOf);
  if (verbs[0] === 'storage')
    return storeCommands.gcloudStorage?.({ ...command, words: words.slice(1) }) ?? NOTHING;
  if (verbs[0] === 'dataproc' && verbs[2] === 'submit') return submitted(command, words.slice(4));
  if (verbs[0] === 'pubsub' && verbs[1] === 'topics' && verbs[2] === 'publish') {
    const project = variableOf(command, 'GOOGLE_CLOUD_PROJECT') ?? '{project}';
    const topic = words[3] && mapTexts(words[3], (name) => `topic:${project}:${name}`);
    command.machine.write(command.call, topic, NO_FLOW, { kind: 'topic', namespace: 'pubsub' });
  }
  return { ...NOTHING, hint: 'gcloud' };
};

/** `gcloud dataproc jobs submit pyspark job.py -- words`. */
function submitted(command: ShellCommand, words: readonly Value[]): Value {
  const cut = words.findIndex((word) => wordOf(word) === '--');
  const script = words.find((word) => /\.(py|R|sql|hql)$/.test(wordOf(word)));
  if (!script) return NOTHING;
  return command.run('spark-submit', [script, ...(cut < 0 ? [] : words.slice(cut + 1))]);
}
