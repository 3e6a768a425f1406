import { concatenate } from '../../../values/texts.js';
import { carrying, constant, NOTHING, type Value } from '../../../values/value.js';
import { type Options, optionOf, parseOptions } from '../parseOptions.js';
import { type CommandRule, inputFlow, wordOf } from '../shellCommand.js';
import { pathOf } from '../shellPaths.js';

const MONGO =
  '--uri --host -h --port --db -d --collection -c --file --out -o --username -u --password -p --type --fields -f --query -q --authenticationDatabase --archive --drop-db --dir --fieldFile --sort --limit --ssl';

/** Server and collection of MongoDB's tools. */
function collectionOf(options: Options): { namespace: string; name: Value } {
  const uri = /^mongodb(?:\+srv)?:\/\/(?:[^@/]*@)?([^/?]+)\/?([^?]*)/.exec(
    wordOf(optionOf(options, '--uri')),
  );
  const host = uri?.[1] ?? wordOf(optionOf(options, '--host', '-h'));
  const port = wordOf(optionOf(options, '--port'));
  const database = optionOf(options, '--db', '-d') ?? constant(uri?.[2] || '{database}');
  const collection = optionOf(options, '--collection', '-c') ?? constant('*');
  const server = host === '' ? 'mongodb' : `mongodb://${host}${port === '' ? '' : `:${port}`}`;
  return { namespace: server, name: concatenate([database, constant('.'), collection]) };
}

export const mongoRule: CommandRule = (command) => {
  const options = parseOptions(command.words, { values: MONGO });
  const { namespace, name } = collectionOf(options);
  const access = { kind: 'table' as const, namespace };
  const { call, machine } = command;
  const reads = command.name === 'mongoexport' || command.name === 'mongodump';
  const archive = optionOf(options, '--archive');
  if (reads) {
    const data = machine.read(call, name, access);
    const target = optionOf(options, '--out', '-o') ?? archive;
    if (target) machine.write(call, pathOf(command, target), data);
    return carrying(data);
  }
  const source = optionOf(options, '--file') ?? archive ?? options.operands[0] ?? optionOf(options, '--dir');
  const path = pathOf(command, source);
  machine.write(call, name, path ? machine.read(call, path) : inputFlow(command), access);
  return NOTHING;
};
