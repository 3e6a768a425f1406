import type { Call, Machine, Rule } from '../../../interpreter/machine.js';
import { type Flow, NO_FLOW } from '../../../values/flow.js';
import { mapTexts, stringsOf } from '../../../values/texts.js';
import { carrying, constant, NOTHING, type Value } from '../../../values/value.js';
import { storedField } from '../../arguments.js';
import { dataOfArguments, object } from '../javascriptValues.js';

export type Space = { namespace: string; prefix: string };

export function spaceOf(value: Value | undefined): Space {
  return {
    namespace: stringsOf(storedField(value, 'namespace'))[0] ?? 'sql',
    prefix: stringsOf(storedField(value, 'prefix'))[0] ?? '',
  };
}

function qualified(space: Space, table: Value): Value {
  const isPublic = /^(postgres|redshift)/.test(space.namespace) && !space.prefix.includes('.');
  return mapTexts(table, (name) => {
    const plain = name.replace(/\s+as\s+\w+$/i, '');
    if (space.prefix === '') return plain;
    return plain.includes('.')
      ? `${space.prefix.split('.')[0]}.${plain}`
      : `${space.prefix}.${isPublic ? 'public.' : ''}${plain}`;
  });
}

export function read(call: Call, machine: Machine, space: Space, table: Value | undefined): Flow {
  if (!table) return NO_FLOW;
  return machine.read(call, qualified(space, table), { kind: 'table', namespace: space.namespace });
}

export function write(
  call: Call,
  machine: Machine,
  space: Space,
  table: Value | undefined,
  data: Flow,
): void {
  if (table)
    machine.write(call, qualified(space, table), data, { kind: 'table', namespace: space.namespace });
}

export function spaced(
  space: Space,
  fields: Readonly<Record<string, Value | undefined>> = {},
): Record<string, Value | undefined> {
  return { namespace: constant(space.namespace), prefix: constant(space.prefix), ...fields };
}

/** `knex.insert(rows).into('table')`. */
export const pendingRule: Rule = (call, machine) =>
  object(
    call,
    machine,
    'js.Pending',
    spaced(spaceOf(call.receiver), { data: carrying(dataOfArguments(call.args)) }),
  );

export const sourceQueryRule: Rule = (call, machine) =>
  carrying(machine.query(call, call.args[0], spaceOf(call.receiver)));

export const selfRule: Rule = (call) => call.receiver ?? NOTHING;

export function rules(type: string, names: readonly string[], rule: Rule): Record<string, Rule> {
  return Object.fromEntries(names.map((name) => [`${type}.${name}`, rule]));
}
