import type { Access, Call, Library, Rule } from '../interpreter/machine.js';
import { joinFlows, NO_FLOW } from '../values/flow.js';
import { stringOf } from '../values/texts.js';
import { carrying, constant, NOTHING, type Value } from '../values/value.js';
import { each, itself, reads, under, writes } from './accessRules.js';
import { argument, cellsOf, dataOf, storedField } from './arguments.js';
import { HIVE } from './sparkOptions.js';

const TABLE = 'delta.Table';

/** `DeltaTable.forPath(spark, path)`, `forName(spark, table)`. */
const tableRule =
  (byName: boolean): Rule =>
  (call, machine) => {
    const { cell, value } = machine.instance(call, TABLE, NO_FLOW);
    const place =
      call.args.find((each) => each.texts) ?? argument(call, 1, 'path', 'tableOrViewName', 'name');
    if (place) cell.fields.set('place', place);
    if (byName) cell.fields.set('named', constant(true));
    return value;
  };

function placeOf(value: Value | undefined): { place: Value | undefined; access: Access } {
  const named = storedField(value, 'named') !== undefined;
  return { place: storedField(value, 'place'), access: named ? HIVE : {} };
}

const frameRule: Rule = (call, machine) => {
  const { place, access } = placeOf(call.receiver);
  return carrying(machine.read(call, place, access));
};

/** `table.merge(source, condition)`: the source's rows go into the table. */
const mergeRule: Rule = (call, machine) => {
  const { place, access } = placeOf(call.receiver);
  const data = dataOf(argument(call, 0, 'source'));
  machine.write(call, place, data, access);
  return machine.instance(call, 'delta.Merge', data).value;
};

const changeRule: Rule = (call, machine) => {
  const { place, access } = placeOf(call.receiver);
  machine.write(
    call,
    place,
    [...call.args, ...call.named.values()].map((each) => dataOf(each)).reduce(joinFlows, NO_FLOW),
    access,
  );
  return NOTHING;
};

/** `DeltaTable.create(spark).tableName('t').location(path)`. */
const nameRule =
  (named: boolean): Rule =>
  (call) => {
    const [place] = call.args;
    for (const cell of cellsOf(call.receiver)) {
      if (place) cell.fields.set('place', place);
      if (named) cell.fields.set('named', constant(true));
    }
    return call.receiver ?? NOTHING;
  };

/** `catalog.load_table('db.table')` of PyIceberg. */
const icebergRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'iceberg.Table', NO_FLOW);
  const parts = argument(call, 0, 'identifier');
  const name = parts?.items ? constant(parts.items.flatMap((each) => stringOf(each) ?? []).join('.')) : parts;
  if (name) cell.fields.set('table', name);
  return value;
};

const ICEBERG: Access = { kind: 'table', namespace: 'iceberg' };

/** Tables kept as files: Delta Lake in Spark and without it, and Iceberg. */
export const lakehouse: Library = {
  name: 'lakehouse',
  functions: {
    ...under(['delta.tables.DeltaTable', 'delta.DeltaTable'], {
      forPath: tableRule(false),
      forName: tableRule(true),
      ...each(['create', 'createIfNotExists', 'createOrReplace', 'replace'], tableRule(false)),
      convertToDelta: reads([1]),
    }),
    'deltalake.DeltaTable': (call: Call, machine) => {
      const value = tableRule(false)(call, machine);
      return value;
    },
    ...each(['deltalake.write_deltalake', 'deltalake.writer.write_deltalake'], (call, machine) => {
      const target = argument(call, 0, 'table_or_uri');
      machine.write(call, storedField(target, 'place') ?? target, dataOf(argument(call, 1, 'data')));
      return NOTHING;
    }),
    'pyiceberg.catalog.load_catalog': (call, machine) =>
      machine.instance(call, 'iceberg.Catalog', NO_FLOW).value,
    'pyiceberg.catalog.sql.SqlCatalog': (call, machine) =>
      machine.instance(call, 'iceberg.Catalog', NO_FLOW).value,
  },
  methods: {
    ...under([TABLE], {
      ...each(['toDF', 'to_pandas', 'to_pyarrow_table', 'to_pyarrow_dataset'], frameRule),
      ...each(
        ['alias', 'as_', 'optimize', 'addColumn', 'addColumns', 'property', 'partitionedBy', 'execute'],
        itself,
      ),
      tableName: nameRule(true),
      location: nameRule(false),
      merge: mergeRule,
      ...each(['update', 'delete', 'updateExpr'], changeRule),
    }),
    'iceberg.Catalog.load_table': icebergRule,
    'iceberg.Catalog.create_table': icebergRule,
    ...under(['iceberg.Table'], {
      scan: reads([undefined, 'table'], ICEBERG),
      ...each(['append', 'overwrite', 'upsert'], writes([undefined, 'table'], [0, 'df'], ICEBERG)),
    }),
  },
};
