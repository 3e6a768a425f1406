import type { Access, Call, Rule } from '../interpreter/machine.js';
import { type Flow, joinFlows, NO_FLOW } from '../values/flow.js';
import { carrying, NOTHING, type Value } from '../values/value.js';
import { argument, cellsOf, columnNames, dataOf, storedField } from './arguments.js';

/** Where an argument stands: its position, if it has one, and its names. */
export type At = readonly [position: number | undefined, ...names: string[]];

/** What a library's objects carry on from call to call. */
export type Kept = Readonly<Record<string, At>>;

/** Columns that the call asks for, under the names that most libraries use. */
export function requestedColumns(call: Call): Access {
  const columns = columnNames(argument(call, undefined, 'usecols', 'columns', 'names'));
  return columns ? { columns } : {};
}

/** An argument, or what an earlier call on the same object kept under the first of its names. */
function kept(call: Call, [position, ...names]: At): Value | undefined {
  const own = argument(call, position, ...names);
  const [name] = names;
  return own ?? (name === undefined ? undefined : storedField(call.receiver, name));
}

/** A call that reads what an argument names. */
export const reads =
  (at: At, access: Access = {}): Rule =>
  (call, machine) =>
    carrying(machine.read(call, kept(call, at), { ...access, ...requestedColumns(call) }));

function written(call: Call, data: At | 'receiver' | 'none'): Flow {
  if (data === 'none') return NO_FLOW;
  return dataOf(data === 'receiver' ? call.receiver : argument(call, ...data));
}

/** A call that writes its receiver, or what an argument holds, to what another argument names. */
export const writes =
  (at: At, data: At | 'receiver' | 'none', access: Access = {}): Rule =>
  (call, machine) => {
    machine.write(call, kept(call, at), written(call, data), access);
    return NOTHING;
  };

/** A call that copies from one place to another. */
export const copies =
  (from: At, to: At, access: { from?: Access; to?: Access } = {}): Rule =>
  (call, machine) => {
    const data = machine.read(call, kept(call, from), access.from);
    const target = kept(call, to);
    if (target) machine.write(call, target, data, access.to);
    return { ...target, flow: data };
  };

/** An object of a type that keeps some arguments, and what the object that it comes from kept. */
export const keeps =
  (type: string, fields: Kept = {}): Rule =>
  (call, machine) => {
    const { cell, value } = machine.instance(call, type, dataOf(call.receiver));
    for (const from of cellsOf(call.receiver))
      for (const [name, field] of from.fields) cell.fields.set(name, field);
    for (const [name, at] of Object.entries(fields)) {
      const given = argument(call, ...at);
      if (given) cell.fields.set(name, given);
    }
    return value;
  };

/** The receiver itself. */
export const itself: Rule = (call) => call.receiver ?? NOTHING;

/** All data of the receiver and the arguments. */
export function everything(call: Call): Flow {
  const parts = [...(call.receiver ? [call.receiver] : []), ...call.args, ...call.named.values()];
  return parts.map((part) => dataOf(part)).reduce(joinFlows, NO_FLOW);
}

/** The same rule under many names. */
export function each(names: readonly string[], rule: Rule): Record<string, Rule> {
  return Object.fromEntries(names.map((name) => [name, rule]));
}

/** The same rules under many owners: `owner.name`. */
export function under(
  owners: readonly string[],
  rules: Readonly<Record<string, Rule>>,
): Record<string, Rule> {
  return Object.fromEntries(
    owners.flatMap((owner) =>
      Object.entries(rules).map(([name, rule]): [string, Rule] => [`${owner}.${name}`, rule]),
    ),
  );
}
