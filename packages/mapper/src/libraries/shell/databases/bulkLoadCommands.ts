import { mapTexts } from '../../../values/texts.js';
import { NOTHING } from '../../../values/value.js';
import { parseOptions } from '../parseOptions.js';
import { type CommandRule, type CommandRules, wordOf } from '../shellCommand.js';
import { pathOf, readFile } from '../shellPaths.js';
import { spaceOf, tableIn } from './databaseSpaces.js';
import { MYSQL, NO_OPTIONS, SQL_CLIENTS } from './sqlClients.js';

/** `bcp table in|out file -S server -d database`, `bcp "query" queryout file`. */
const bcpRule: CommandRule = (command) => {
  const style = { values: '-S -d -U -P -t -r -f -e -F -L -b -h -q', singleDash: true } as const;
  const options = parseOptions(command.words, style);
  const [table, direction, file] = options.operands;
  const space = spaceOf(command, options, { ...NO_OPTIONS, scheme: 'mssql', host: ['-S'], database: ['-d'] });
  const access = { kind: 'table' as const, namespace: space.namespace };
  const { call, machine } = command;
  if (!table || !file) return NOTHING;
  const located = mapTexts(table, (name) => tableIn(space, name.replace('..', '.dbo.')));
  const path = pathOf(command, file);
  switch (wordOf(direction)) {
    case 'in':
      machine.write(call, located, machine.read(call, path), access);
      break;
    case 'out':
      machine.write(call, path, machine.read(call, located, access));
      break;
    case 'queryout':
      machine.write(call, path, machine.query(call, table, space));
      break;
  }
  return NOTHING;
};

const mysqlImportRule: CommandRule = (command) => {
  const options = parseOptions(command.words, {
    values: `${SQL_CLIENTS.mysql?.values ?? ''} --fields-terminated-by --columns`,
  });
  const space = spaceOf(command, options, MYSQL);
  for (const file of options.operands.slice(1)) {
    const table = mapTexts(file, (path) =>
      tableIn(space, (path.split('/').at(-1) ?? path).replace(/\..*$/, '')),
    );
    command.machine.write(command.call, table, readFile(command, file), {
      kind: 'table',
      namespace: space.namespace,
    });
  }
  return NOTHING;
};

/** Files that go into a table as they are. */
export const bulkLoadCommands: CommandRules = {
  mysqlimport: mysqlImportRule,
  bcp: bcpRule,
};
