import type { Library, Rule } from '../../../interpreter/machine.js';
import { NO_FLOW } from '../../../values/flow.js';
import { stringsOf } from '../../../values/texts.js';
import { carrying, constant, NOTHING, unknown } from '../../../values/value.js';
import { cellsOf } from '../../arguments.js';
import { tableIn } from '../../tableIn.js';
import { JVM } from '../jvmValues.js';
import { CONNECTION, spaceOf } from './connectedSpace.js';

/** Tables of jOOQ by name: `dsl.select(…).from(table("trips"))`. */
const tableRule: Rule = (call) => call.args[0] ?? NOTHING;

const fromRule: Rule = (call, machine) => {
  const names = stringsOf(call.args[0]);
  if (names.length === 0 || !cellsOf(call.receiver).some((cell) => cell.type === CONNECTION))
    return call.receiver ?? NOTHING;
  const space = spaceOf(call.receiver, machine);
  return carrying(
    machine.read(call, constant(tableIn(space, names[0] ?? '')), {
      kind: 'table',
      namespace: space.namespace,
    }),
  );
};

/** `insertInto("trips")`. */
const insertRule: Rule = (call, machine) => {
  const [name] = stringsOf(call.args[0]);
  if (name === undefined) return unknown('a table that code generates');
  const space = spaceOf(call.receiver, machine);
  machine.write(call, constant(tableIn(space, name)), NO_FLOW, { kind: 'table', namespace: space.namespace });
  return call.receiver ?? NOTHING;
};

/** Tables that programs name without SQL: jOOQ and its kin. */
export const jvmTables: Library = {
  name: 'jvmTables',
  languages: JVM,
  functions: {},
  methods: {
    '*.DSL.table': tableRule,
    [`${CONNECTION}.from`]: fromRule,
    [`${CONNECTION}.selectFrom`]: fromRule,
    [`${CONNECTION}.insertInto`]: insertRule,
  },
};
