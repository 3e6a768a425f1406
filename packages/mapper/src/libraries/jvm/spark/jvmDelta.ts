import type { Access, Library, Rule } from '../../../interpreter/machine.js';
import { NO_FLOW } from '../../../values/flow.js';
import { carrying, constant, type Value } from '../../../values/value.js';
import { plainFlow } from '../columnExpressions.js';
import { entryOf, JVM, selfRule, under } from '../jvmValues.js';
import { tableAccess } from './sparkPlace.js';

/** `DeltaTable.forPath(spark, path)`, `DeltaTable.forName(spark, name)`. */
const deltaRule: Rule = (call, machine) => {
  const location = call.args.at(-1);
  const byName = call.name.endsWith('forName');
  const { cell, value } = machine.instance(call, 'spark.DeltaTable', NO_FLOW);
  if (location) cell.fields.set('<location>', location);
  cell.fields.set('<table>', constant(byName));
  return value;
};

function deltaPlace(receiver: Value | undefined): { location: Value | undefined; access: Access } {
  const byName = entryOf(receiver, '<table>')?.texts?.[0]?.value === true;
  return { location: entryOf(receiver, '<location>'), access: byName ? tableAccess() : {} };
}

const deltaReadRule: Rule = (call, machine) => {
  const { location, access } = deltaPlace(call.receiver);
  return carrying(machine.read(call, location, access));
};

const deltaMergeRule: Rule = (call, machine) => {
  const { location, access } = deltaPlace(call.receiver);
  machine.write(call, location, plainFlow(call.args[0]), access);
  return machine.instance(call, 'spark.Merge', NO_FLOW).value;
};

const MERGES = [
  'whenMatched',
  'whenNotMatched',
  'updateAll',
  'insertAll',
  'update',
  'insert',
  'delete',
  'execute',
  'updateExpr',
  'insertExpr',
  'whenNotMatchedBySource',
];

/** Tables of Delta Lake. */
export const jvmDelta: Library = {
  name: 'jvmDelta',
  languages: JVM,
  functions: {},
  methods: {
    '*.DeltaTable.forPath': deltaRule,
    '*.DeltaTable.forName': deltaRule,
    'spark.DeltaTable.toDF': deltaReadRule,
    'spark.DeltaTable.merge': deltaMergeRule,
    ...under(
      ['update', 'delete', 'updateExpr'].map((name) => `spark.DeltaTable.${name}`),
      deltaMergeRule,
    ),
    ...under(
      MERGES.map((name) => `spark.Merge.${name}`),
      selfRule,
    ),
  },
};
