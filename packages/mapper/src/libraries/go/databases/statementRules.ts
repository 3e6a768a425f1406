import type { Call, Rule } from '../../../interpreter/machine.js';
import { NO_FLOW } from '../../../values/flow.js';
import { mapTexts, stringsOf } from '../../../values/texts.js';
import { carrying, flowOf, type Value } from '../../../values/value.js';
import { cellsOf } from '../../arguments.js';
import { type Space, spaceOfReceiver } from './spaceOfReceiver.js';

const SQL =
  /^[\s(]*(--[^\n]*\n\s*)*(select|with|insert|create|merge|update|copy|export|unload|load|delete|replace)\s/i;

/** The statement is the first text that looks like one; a connection's only text is taken for one. */
function statementOf(call: Call, typed: boolean): Value | undefined {
  const sql = call.args.find((value) => stringsOf(value).some((text) => SQL.test(text)));
  if (sql || !typed) return sql;
  const rest = call.args.filter((value) => !cellsOf(value).length && !value.references);
  return rest.find((value) => value.texts || value.why !== undefined);
}

export const queryRule =
  (typed: boolean): Rule =>
  (call, machine) => {
    const sql = statementOf(call, typed);
    if (!sql)
      return {
        ...carrying(call.receiver ? flowOf(call.receiver) : NO_FLOW),
        ...(call.receiver?.references ? { references: call.receiver.references } : {}),
      };
    return carrying(machine.query(call, sql, spaceOfReceiver(call)));
  };

export function qualified(space: Space, table: Value): Value {
  const prefix =
    space.prefix === '' ? '' : `${space.prefix}.${/^postgres/.test(space.namespace) ? 'public.' : ''}`;
  return mapTexts(table, (name) => (name.includes('.') ? name : `${prefix}${name}`));
}
