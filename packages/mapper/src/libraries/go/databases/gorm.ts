import type { Call, Library, Machine, Rule } from '../../../interpreter/machine.js';
import { NO_FLOW } from '../../../values/flow.js';
import { carrying, constant, flowOf, NOTHING, type Value } from '../../../values/value.js';
import { itself } from '../../accessRules.js';
import { cellsOf, storedField } from '../../arguments.js';
import { dataOfArguments, forTypes, object } from '../goValues.js';
import { spaceOfReceiver } from './spaceOfReceiver.js';
import { qualified, queryRule } from './statementRules.js';

// gorm: tables are structs of the repository.
function snake(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
}

function plural(name: string): string {
  if (/(s|x|ch|sh)$/.test(name)) return `${name}es`;
  return /[^aeiou]y$/.test(name) ? `${name.slice(0, -1)}ies` : `${name}s`;
}

function tableOfStruct(call: Call, machine: Machine, value: Value | undefined): Value | undefined {
  for (const cell of cellsOf(value)) {
    if (!cell.definition) continue;
    const named = machine.member({ references: [{ kind: 'instance', cell }], flow: NO_FLOW }, 'TableName');
    const isMethod = named.references?.some((each) => each.kind === 'function');
    const given = isMethod ? machine.call(named, [], call) : undefined;
    return given?.texts ? given : constant(plural(snake(cell.definition.definition.name)));
  }
  return undefined;
}

function gormTable(call: Call, machine: Machine): Value | undefined {
  const struct = call.args
    .map((each) => tableOfStruct(call, machine, each))
    .find((each) => each !== undefined);
  return storedField(call.receiver, 'table') ?? struct;
}

const gormReadRule: Rule = (call, machine) => {
  const table = gormTable(call, machine);
  const space = spaceOfReceiver(call);
  if (!table)
    return { ...(call.receiver ?? NOTHING), ...carrying(call.receiver ? flowOf(call.receiver) : NO_FLOW) };
  const flow = machine.read(call, qualified(space, table), { kind: 'table', namespace: space.namespace });
  return { ...(call.receiver ?? NOTHING), flow };
};

const gormWriteRule: Rule = (call, machine) => {
  const table = gormTable(call, machine);
  const space = spaceOfReceiver(call);
  if (table)
    machine.write(call, qualified(space, table), dataOfArguments(call.args), {
      kind: 'table',
      namespace: space.namespace,
    });
  return NOTHING;
};

const gormModelRule: Rule = (call, machine) => {
  const table = call.name.endsWith('Table') ? call.args[0] : tableOfStruct(call, machine, call.args[0]);
  const space = spaceOfReceiver(call);
  return object(call, machine, 'gorm.io/gorm.DB', {
    namespace: constant(space.namespace),
    prefix: constant(space.prefix),
    table,
  });
};

const gormOpenRule: Rule = (call, machine) => {
  const [dialect] = call.args;
  const space = spaceOfReceiver({ ...call, receiver: dialect });
  return object(call, machine, 'gorm.io/gorm.DB', {
    namespace: constant(space.namespace),
    prefix: constant(space.prefix),
  });
};

/** `db.Raw("select …").Scan(&rows)`, `db.Exec("insert …")`. */
const gormRawRule: Rule = (call, machine) => {
  const flow = flowOf(queryRule(true)(call, machine));
  return { ...(call.receiver ?? NOTHING), flow };
};

const GORM = ['gorm.io/gorm.DB', 'github.com/jinzhu/gorm.DB'];

const GORM_READS = [
  'Find',
  'First',
  'Last',
  'Take',
  'Scan',
  'Rows',
  'Row',
  'Pluck',
  'Count',
  'FindInBatches',
  'ScanRows',
];

const GORM_WRITES = [
  'Create',
  'Save',
  'Update',
  'Updates',
  'UpdateColumn',
  'CreateInBatches',
  'FirstOrCreate',
];

const GORM_CHAIN = [
  'Where',
  'Or',
  'Not',
  'Select',
  'Order',
  'Limit',
  'Offset',
  'Group',
  'Having',
  'Joins',
  'Preload',
  'WithContext',
  'Session',
  'Debug',
  'Clauses',
  'Distinct',
  'Unscoped',
  'Begin',
];

/** gorm: structs that stand for tables. */
export const gorm: Library = {
  name: 'gorm',
  languages: ['go'],
  functions: {
    'gorm.io/gorm.Open': gormOpenRule,
  },
  methods: {
    ...forTypes(GORM, GORM_READS, gormReadRule),
    ...forTypes(GORM, GORM_WRITES, gormWriteRule),
    ...forTypes(GORM, ['Model', 'Table'], gormModelRule),
    ...forTypes(GORM, ['Raw', 'Exec'], gormRawRule),
    ...forTypes(GORM, GORM_CHAIN, itself),
  },
};
