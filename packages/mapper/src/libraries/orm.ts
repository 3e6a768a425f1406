import type { Call, Library, Machine, Rule } from '../interpreter/machine.js';
import { type Flow, joinFlows, NO_FLOW, pickColumn, withColumn } from '../values/flow.js';
import { stringOf } from '../values/texts.js';
import { type ClassReference, constant, flowOf, listOf, NOTHING, type Value } from '../values/value.js';
import { each, under } from './accessRules.js';
import { argument, cellsOf, dataOf, storedField } from './arguments.js';
import { tableSpaceOf, UNKNOWN_SPACE } from './tableSpace.js';

const STATEMENT = 'orm.Statement';

interface Mapped {
  table: string;
  column?: string;
}

function tableOfClass(reference: ClassReference, machine: Machine, value: Value): string | undefined {
  const table = stringOf(machine.member(value, '__tablename__'));
  const args = machine.member(value, '__table_args__');
  const schema = stringOf(args.fields?.get('schema') ?? args.items?.at(-1)?.fields?.get('schema'));
  const named = table ?? (isModel(reference) ? reference.definition.name.toLowerCase() : undefined);
  return named !== undefined && schema !== undefined ? `${schema}.${named}` : named;
}

/** SQLModel names a table after its class. */
function isModel(reference: ClassReference): boolean {
  const bases = reference.members.get('<bases>')?.items ?? [];
  return bases.some((base) =>
    base.references?.some((each) => each.kind === 'external' && each.name === 'sqlmodel.SQLModel'),
  );
}

/** The tables that a class, a column of a class, an instance of it, or a `Table` stand for. */
export function mappedTables(value: Value | undefined, machine: Machine): Mapped[] {
  return (value?.references ?? []).flatMap((reference): Mapped[] => {
    if (reference.kind === 'class') {
      const table = tableOfClass(reference, machine, { references: [reference], flow: NO_FLOW });
      return table === undefined ? [] : [{ table }];
    }
    if (reference.kind === 'method') {
      const owners = mappedTables(reference.receiver, machine);
      return owners.map(({ table }) =>
        reference.name === 'c' ? { table } : { table, column: reference.name },
      );
    }
    if (reference.kind !== 'instance') return [];
    const { cell } = reference;
    const table = stringOf(cell.fields.get('table'));
    if (cell.type === 'orm.Table' && table !== undefined) return [{ table }];
    const { definition } = cell;
    return definition ? mappedTables({ references: [definition], flow: NO_FLOW }, machine) : [];
  });
}

function qualified(space: string, table: string): Value {
  const missing = table.includes('.') ? (space.split('.')[0] ?? '') : space;
  return constant(missing === '' ? table : `${missing}.${table}`);
}

/** Reads every table among the values, from where the connection stands. */
function readTables(
  call: Call,
  machine: Machine,
  values: readonly Value[],
  connection: Value | undefined,
): Flow {
  const space = connection ? tableSpaceOf(connection) : UNKNOWN_SPACE;
  let flow: Flow = NO_FLOW;
  for (const { table, column } of values.flatMap((value) => mappedTables(value, machine))) {
    const access = { kind: 'table' as const, namespace: space.namespace };
    const read = machine.read(call, qualified(space.prefix, table), access);
    flow = column === undefined ? joinFlows(flow, read) : withColumn(flow, column, pickColumn(read, column));
  }
  return flow;
}

/** `session.query(Model)`: an access where it stands. */
export const queryMapped: Rule = (call, machine) => {
  const flow = readTables(call, machine, call.args, call.receiver);
  return { ...machine.instance(call, 'orm.Query', flow).value, flow };
};

/** A table whose name the code does not say. */
function isTable(value: Value): boolean {
  return cellsOf(value).some((cell) => cell.type === 'orm.Table');
}

/** Reads what a statement selects; the tables of a statement that nothing known runs live on an unknown server. */
function readStatement(call: Call, machine: Machine, statement: Value, connection: Value | undefined): Flow {
  const cells = cellsOf(statement).filter((cell) => cell.type === STATEMENT);
  const tables = cells.flatMap((cell) => cell.fields.get('tables')?.items ?? []);
  for (const cell of cells) cell.fields.set('run', constant(true));
  const named = tables.some((table) => mappedTables(table, machine).length > 0);
  if (tables.some(isTable) && !named)
    machine.unresolved(call, 'the table of the statement is not a constant');
  return joinFlows(dataOf(statement), readTables(call, machine, tables, connection));
}

/** `select(Model)`: an access where a connection runs it. */
const selectRule: Rule = (call, machine) => {
  const own = call.receiver
    ? [call.receiver, ...call.args]
    : call.args.flatMap((each) => each.items ?? [each]);
  const { cell, value } = machine.instance(call, STATEMENT, NO_FLOW);
  cell.fields.set('tables', listOf(own));
  machine.defer(() => {
    if (!cell.fields.has('run')) readStatement(call, machine, value, undefined);
  });
  return value;
};

const joinRule: Rule = (call, machine) => {
  for (const cell of cellsOf(call.receiver)) {
    const known = cell.fields.get('tables')?.items;
    if (known) cell.fields.set('tables', listOf([...known, ...call.args.slice(0, 1)]));
  }
  if (isStatement(call.receiver)) return call.receiver ?? NOTHING;
  const flow = readTables(call, machine, call.args.slice(0, 1), call.receiver);
  return call.receiver ? { ...call.receiver, flow: joinFlows(flowOf(call.receiver), flow) } : NOTHING;
};

const insertRule: Rule = (call, machine) => {
  const target = mappedTables(call.args[0] ?? call.receiver, machine)[0];
  const { cell, value } = machine.instance(call, STATEMENT, NO_FLOW);
  if (target) cell.fields.set('target', constant(target.table));
  return value;
};

/** `connection.execute(insert(Model), rows)`. */
export const executeStatement: Rule = (call, machine) => {
  const [statement, ...rows] = call.args;
  const target = stringOf(storedField(statement, 'target'));
  if (target === undefined)
    return { flow: statement ? readStatement(call, machine, statement, call.receiver) : NO_FLOW };
  const { namespace, prefix } = tableSpaceOf(call.receiver);
  const data = rows.map((row) => dataOf(row)).reduce(joinFlows, dataOf(statement));
  machine.write(call, qualified(prefix, target), data, { kind: 'table', namespace });
  return NOTHING;
};

/** `session.add(Model(…))`, `session.add_all(…)`, `session.bulk_save_objects(…)`. */
const addRule: Rule = (call, machine) => {
  const values = call.args.flatMap((each) => each.items ?? [each]);
  const { namespace, prefix } = tableSpaceOf(call.receiver);
  for (const { table } of values.flatMap((value) => mappedTables(value, machine))) {
    machine.write(
      call,
      qualified(prefix, table),
      values.map((value) => dataOf(value)).reduce(joinFlows, NO_FLOW),
      {
        kind: 'table',
        namespace,
      },
    );
  }
  return NOTHING;
};

const tableRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'orm.Table', NO_FLOW);
  const [name, schema] = [stringOf(argument(call, 0, 'name')), stringOf(argument(call, undefined, 'schema'))];
  if (name !== undefined)
    cell.fields.set('table', constant(schema === undefined ? name : `${schema}.${name}`));
  return value;
};

/** Whether a value stands for a statement or a table that this library made. */
export function isStatement(value: Value | undefined): boolean {
  return cellsOf(value).some((cell) => cell.type === STATEMENT);
}

const STEPS = [
  'filter',
  'filter_by',
  'where',
  'order_by',
  'limit',
  'offset',
  'group_by',
  'having',
  'distinct',
  'options',
  'with_entities',
];
const keepRule: Rule = (call) => call.receiver ?? NOTHING;
const dataRule: Rule = (call) => ({ flow: dataOf(call.receiver), why: 'computed from data' });

/** SQLAlchemy's tables and mapped classes: statements that are built, not written. */
export const orm: Library = {
  name: 'orm',
  functions: {
    ...each(
      ['sqlalchemy.Table', 'sqlalchemy.schema.Table', 'sqlalchemy.sql.schema.Table', 'sqlalchemy.table'],
      tableRule,
    ),
    ...each(
      [
        'sqlalchemy.select',
        'sqlalchemy.sql.select',
        'sqlalchemy.future.select',
        'sqlmodel.select',
        'sqlalchemy.sql.expression.select',
      ],
      selectRule,
    ),
    ...each(
      [
        'sqlalchemy.insert',
        'sqlalchemy.update',
        'sqlalchemy.dialects.postgresql.insert',
        'sqlalchemy.dialects.mysql.insert',
        'sqlalchemy.sql.insert',
        'sqlalchemy.dialects.sqlite.insert',
      ],
      insertRule,
    ),
  },
  methods: {
    ...under(['sql.Connection'], each(['add', 'add_all', 'bulk_save_objects', 'merge'], addRule)),
    ...under(['orm.Table'], { ...each(['insert', 'update'], insertRule), select: selectRule }),
    ...under([STATEMENT, 'orm.Query'], {
      ...each(STEPS, keepRule),
      ...each(['join', 'outerjoin', 'select_from', 'add_columns'], joinRule),
      ...each(
        [
          'values',
          'on_conflict_do_nothing',
          'on_conflict_do_update',
          'returning',
          'subquery',
          'alias',
          'cte',
        ],
        keepRule,
      ),
      ...each(
        ['all', 'first', 'one', 'one_or_none', 'scalar', 'count', 'fetchall', 'get', 'yield_per'],
        dataRule,
      ),
    }),
    '*.session.query': queryMapped,
    '*.session.add': addRule,
    '*.session.add_all': addRule,
  },
};
