import type { Access, Call, Machine, TableSpace } from '../../../interpreter/machine.js';
import type { Flow } from '../../../values/flow.js';
import { concatenate, mapTexts, stringsOf } from '../../../values/texts.js';
import { carrying, constant, NOTHING, type Value } from '../../../values/value.js';
import { tableIn } from '../../tableIn.js';
import { tableSpaceOf } from '../../tableSpace.js';
import { single } from '../rVectors.js';

export function accessTo(space: TableSpace): Access {
  return { kind: 'table', namespace: space.namespace };
}

/** `c("schema", "table")` is one name. */
function tableName(table: Value | undefined): Value | undefined {
  if (!table?.items || table.items.length < 2) return table;
  return concatenate(table.items.flatMap((part, index) => (index === 0 ? [part] : [constant('.'), part])));
}

function inSpace(table: Value | undefined, space: TableSpace): Value | undefined {
  const name = tableName(table);
  return name && mapTexts(single(name), (each) => tableIn(space, each));
}

export function readTable(
  call: Call,
  machine: Machine,
  connection: Value | undefined,
  table: Value | undefined,
): Value {
  const space = tableSpaceOf(connection);
  const written = stringsOf(table)[0] ?? '';
  if (/\s/.test(written.trim())) return carrying(machine.query(call, table, space));
  return carrying(machine.read(call, inSpace(table, space), accessTo(space)));
}

export function writeTable(
  call: Call,
  machine: Machine,
  connection: Value | undefined,
  table: Value | undefined,
  data: Flow,
): Value {
  const space = tableSpaceOf(connection);
  machine.write(call, inSpace(table, space), data, accessTo(space));
  return NOTHING;
}
