import { NO_FLOW } from '../../../values/flow.js';
import { mapTexts } from '../../../values/texts.js';
import { carrying, constant, NOTHING } from '../../../values/value.js';
import { optionOf, parseOptions } from '../parseOptions.js';
import { type CommandRule, type CommandRules, inputFlow, wordOf } from '../shellCommand.js';
import { readFile, writeFile } from '../shellPaths.js';
import { type Connection, spaceOf, tableIn } from './databaseSpaces.js';
import { MYSQL, POSTGRES } from './sqlClients.js';

/** `pg_dump db > file`: tables by name, else the whole database. */
const dumpRule =
  (
    connection: Connection,
    values: string,
    tables: readonly string[],
    outputs: readonly string[],
  ): CommandRule =>
  (command) => {
    const options = parseOptions(command.words, { values });
    const space = spaceOf(command, options, connection);
    const named = tables.flatMap((name) => options.given.get(name) ?? []);
    const operands = connection.scheme === 'mysql' ? options.operands.slice(1) : [];
    const access = { kind: 'table' as const, namespace: space.namespace };
    const locations = [...named, ...operands].map((each) => mapTexts(each, (table) => tableIn(space, table)));
    const schema = optionOf(options, '-n', '--schema');
    const scope = [space.prefix || '{database}', ...(schema ? [wordOf(schema)] : [])].join('.');
    const whole = locations.length > 0 ? locations : [constant(`${scope}.*`)];
    const flow = command.machine.read(command.call, { items: whole, flow: NO_FLOW }, access);
    for (const name of outputs) {
      const target = optionOf(options, name);
      if (target) writeFile(command, target, flow);
    }
    return carrying(flow);
  };

/** `pg_restore -d db file`: fills whatever the dump holds. */
const restoreRule: CommandRule = (command) => {
  const options = parseOptions(command.words, {
    values: '-h --host -p --port -U --username -d --dbname -n --schema -t --table -j --jobs -L -F',
  });
  const space = spaceOf(command, { ...options, operands: [] }, POSTGRES);
  const file = options.operands.at(-1);
  const flow = file ? readFile(command, file) : inputFlow(command);
  const table = optionOf(options, '-t', '--table');
  const location = table
    ? mapTexts(table, (name) => tableIn(space, name))
    : constant(`${space.prefix || '{database}'}.*`);
  command.machine.write(command.call, location, flow, { kind: 'table', namespace: space.namespace });
  return NOTHING;
};

const DUMP_VALUES =
  '-h --host -p --port -P -U -u --username --user -d --dbname -t --table -f --file -n --schema -T -F --format -j -r --result-file -S --exclude-table --where';

/** Databases and tables as files, and back. */
export const dumpCommands: CommandRules = {
  pg_dump: dumpRule(POSTGRES, DUMP_VALUES, ['-t', '--table'], ['-f', '--file']),
  mysqldump: dumpRule(MYSQL, DUMP_VALUES.replace('-t --table', ''), [], ['-r', '--result-file']),
  pg_restore: restoreRule,
};
