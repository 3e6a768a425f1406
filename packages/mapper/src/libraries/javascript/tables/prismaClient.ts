import type { Call, Library, Machine, Rule } from '../../../interpreter/machine.js';
import { NO_FLOW } from '../../../values/flow.js';
import { carrying, constant, type Value } from '../../../values/value.js';
import { dataOfArguments } from '../javascriptValues.js';
import { read, rules, type Space, write } from './tableAccess.js';

// Prisma: `client.user.findMany()`; the schema's linker says which table a model is.
const prismaRule: Rule = (call, machine) => machine.instance(call, 'js.Prisma', NO_FLOW).value;

function prismaTable(call: Call, machine: Machine): { table: Value; space: Space } | undefined {
  const parts = call.name.split('.');
  const method = call.receiver?.references?.find((each) => each.kind === 'method');
  const name = method?.kind === 'method' ? method.name : (parts.at(-2) ?? '');
  const entry = machine.catalogued('prisma', name.toLowerCase());
  if (!entry) return undefined;
  return { table: constant(entry.location), space: { namespace: entry.namespace ?? 'sql', prefix: '' } };
}

const prismaReadRule: Rule = (call, machine) => {
  const found = prismaTable(call, machine);
  if (!found) return carrying(dataOfArguments(call.args));
  return carrying(read(call, machine, found.space, found.table));
};

const prismaWriteRule: Rule = (call, machine) => {
  const found = prismaTable(call, machine);
  if (found) write(call, machine, found.space, found.table, dataOfArguments(call.args));
  return carrying(dataOfArguments(call.args));
};

const PRISMA_READS = [
  'findMany',
  'findUnique',
  'findFirst',
  'findUniqueOrThrow',
  'findFirstOrThrow',
  'groupBy',
  'aggregate',
  'count',
];

const PRISMA_WRITES = ['create', 'createMany', 'update', 'updateMany', 'upsert', 'createManyAndReturn'];

/** Prisma's client: each model of the schema is a member. */
export const prismaClient: Library = {
  name: 'prismaClient',
  languages: ['javascript'],
  functions: {
    '@prisma/client.PrismaClient': prismaRule,
  },
  methods: {
    ...rules('*', ['findMany', 'findFirst', 'findUnique'], prismaReadRule),
    ...rules('js.Prisma', PRISMA_READS, prismaReadRule),
    ...rules('js.Prisma', PRISMA_WRITES, prismaWriteRule),
    ...rules('*', ['createMany', 'upsert', 'updateMany'], prismaWriteRule),
  },
};
