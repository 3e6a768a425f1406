import type { Call, Rule } from '../../interpreter/machine.js';
import { stringOf } from '../../values/texts.js';
import { carrying, constant, NOTHING } from '../../values/value.js';
import { argument, dataOf } from '../arguments.js';
import { tableSpaceOf } from '../tableSpace.js';

/** `execute_values(cursor, sql, rows)`. */
export const executeValuesRule: Rule = (call, machine) => {
  const [cursor, ...args] = call.args;
  const own: Call = { ...call, receiver: cursor, args };
  return carrying(machine.query(own, args[0], tableSpaceOf(cursor)));
};

/** `cursor.copy_expert(sql, file)`, `cursor.copy_from(file, table)`. */
export const copyFromRule: Rule = (call, machine) => {
  const { namespace, prefix } = tableSpaceOf(call.receiver);
  const name = stringOf(argument(call, 1, 'table'));
  const table =
    name !== undefined && prefix !== '' ? constant(`${prefix}.${name}`) : argument(call, 1, 'table');
  machine.write(call, table, dataOf(call.args[0]), { kind: 'table', namespace });
  return NOTHING;
};

export const registerRule: Rule = (call, machine) => {
  const name = stringOf(argument(call, 0, 'view_name', 'name'));
  const data = argument(call, 1, 'python_object', 'df', 'frame');
  if (name !== undefined && data) machine.setView(name, dataOf(data));
  return call.receiver ?? NOTHING;
};

/** `write_pandas(connection, frame, table, database=…, schema=…)`. */
export const writePandasRule: Rule = (call, machine) => {
  const { namespace, prefix } = tableSpaceOf(argument(call, 0, 'conn', 'session'));
  const [database, schema] = ['database', 'schema'].map((name) => stringOf(argument(call, undefined, name)));
  const around =
    schema === undefined ? prefix : [database ?? prefix.split('.')[0], schema].filter(Boolean).join('.');
  const name = stringOf(argument(call, 2, 'table_name'));
  const table =
    name === undefined ? argument(call, 2, 'table_name') : constant([around, name].filter(Boolean).join('.'));
  machine.write(call, table, dataOf(argument(call, 1, 'df')), { kind: 'table', namespace });
  return NOTHING;
};

export const insertFrameRule: Rule = (call, machine) => {
  const { namespace, prefix } = tableSpaceOf(call.receiver);
  const name = stringOf(argument(call, 0, 'table'));
  const table =
    name === undefined || prefix === '' || name.includes('.')
      ? argument(call, 0, 'table')
      : constant(`${prefix}.${name}`);
  machine.write(call, table, dataOf(argument(call, 1, 'df', 'data')), { kind: 'table', namespace });
  return NOTHING;
};
