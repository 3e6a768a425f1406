import type { Library, Rule } from '../../../interpreter/machine.js';
import { joinFlows, NO_FLOW } from '../../../values/flow.js';
import { stringOf } from '../../../values/texts.js';
import { flowOf, NOTHING } from '../../../values/value.js';
import { storedField } from '../../arguments.js';
import { dataOfArguments, object } from '../javascriptValues.js';
import { pendingRule, read, rules, spaced, spaceOf, write } from './tableAccess.js';

// Drizzle: tables are values, and queries name them.
const drizzleTableRule =
  (scheme: string): Rule =>
  (call, machine) =>
    object(call, machine, 'js.Table', spaced({ namespace: scheme, prefix: '' }, { table: call.args[0] }));

const drizzleFromRule: Rule = (call, machine) => {
  const [table] = call.args;
  const named = storedField(table, 'table') ?? (stringOf(table) === undefined ? undefined : table);
  const before = call.receiver ? flowOf(call.receiver) : NO_FLOW;
  if (!named) return { ...(call.receiver ?? NOTHING), flow: joinFlows(before, dataOfArguments(call.args)) };
  const flow = read(call, machine, spaceOf(storedField(table, 'table') ? table : call.receiver), named);
  return { ...(call.receiver ?? NOTHING), flow: joinFlows(before, flow) };
};

const drizzleInsertRule: Rule = (call, machine) => {
  const [table] = call.args;
  const named = storedField(table, 'table');
  if (!named) return pendingRule(call, machine);
  return object(call, machine, 'js.Insert', spaced(spaceOf(table), { table: named }));
};

const valuesRule: Rule = (call, machine) => {
  write(
    call,
    machine,
    spaceOf(call.receiver),
    storedField(call.receiver, 'table'),
    dataOfArguments(call.args),
  );
  return call.receiver ?? NOTHING;
};

/** Drizzle: tables that are declared as objects, and queries that are built on them. */
export const drizzle: Library = {
  name: 'drizzle',
  languages: ['javascript'],
  functions: {
    'drizzle-orm/pg-core.pgTable': drizzleTableRule('postgres'),
    'drizzle-orm/mysql-core.mysqlTable': drizzleTableRule('mysql'),
    'drizzle-orm/sqlite-core.sqliteTable': drizzleTableRule('sqlite'),
  },
  methods: {
    '*.from': drizzleFromRule,
    ...rules('*', ['innerJoin', 'leftJoin', 'rightJoin', 'fullJoin'], drizzleFromRule),
    '*.insert': drizzleInsertRule,
    'js.Insert.values': valuesRule,
  },
};
