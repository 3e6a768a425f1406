import { NOTHING, type Value } from '../../../values/value.js';
import type { CommandRule, CommandRules } from '../shellCommand.js';
import { bulkLoadCommands } from './bulkLoadCommands.js';
import { dumpCommands } from './dumpCommands.js';
import { mongoRule } from './mongoRule.js';
import { redisRule } from './redisRule.js';
import { sqlClientRule } from './sqlClientRule.js';
import { SQL_CLIENTS } from './sqlClients.js';

const clientRules = Object.fromEntries(
  Object.entries(SQL_CLIENTS).map(([name, client]) => [name, sqlClientRule(client)]),
);

/** `clickhouse client …`, `clickhouse local …`, `snow sql …`. */
const subcommand =
  (rule: string): CommandRule =>
  (command) =>
    clientRules[rule]?.({ ...command, words: command.words.slice(1) }) ?? NOTHING;

/** Clients of databases. */
export const databaseCommands: CommandRules = {
  ...clientRules,
  ...dumpCommands,
  ...bulkLoadCommands,
  mariadb: clientRules.mysql ?? ((): Value => NOTHING),
  presto: clientRules.trino ?? ((): Value => NOTHING),
  'presto-cli': clientRules.trino ?? ((): Value => NOTHING),
  clickhouse: subcommand('clickhouse-client'),
  snow: subcommand('snowsql'),
  mongoimport: mongoRule,
  mongoexport: mongoRule,
  mongodump: mongoRule,
  mongorestore: mongoRule,
  'redis-cli': redisRule,
};
