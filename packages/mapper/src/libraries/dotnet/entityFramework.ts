import type { Call, Library, Rule, TableSpace } from '../../interpreter/machine.js';
import { NO_FLOW } from '../../values/flow.js';
import { stringOf } from '../../values/texts.js';
import { carrying, constant, NOTHING, type Value } from '../../values/value.js';
import { cellsOf, storedField } from '../arguments.js';
import { qualifiedName, spaceOf } from './adoNet.js';
import { connectionSpace } from './connectionSpace.js';
import {
  CSHARP,
  columnsOf,
  created,
  dataIn,
  given,
  likelyText,
  self,
  typeNameOf,
  typesOf,
} from './dotnetRules.js';

/** Tables of contexts whose connection other code gives are in this namespace until all of it is known. */
export const CONTEXT = 'efcore';
/** Kinds of names in the catalogue: connections of contexts, tables of entities. */
export const CONNECTIONS = 'dotnet-context';
const TABLES = 'dotnet-table';

const PROVIDERS: Readonly<Record<string, string>> = {
  UseSqlServer: 'mssql',
  UseAzureSql: 'mssql',
  UseNpgsql: 'postgres',
  UseMySql: 'mysql',
  UseMySQL: 'mysql',
  UseSqlite: 'sqlite',
  UseOracle: 'oracle',
  UseCosmos: 'azurecosmos',
  UseSnowflake: 'snowflake',
  UseInMemoryDatabase: 'inmemory',
};

function remember(value: Value | undefined, space: TableSpace): void {
  for (const cell of cellsOf(value)) {
    cell.fields.set('namespace', constant(space.namespace));
    cell.fields.set('prefix', constant(space.prefix));
  }
}

const use =
  (scheme: string): Rule =>
  (call) => {
    remember(call.receiver, connectionSpace(scheme, likelyText(given(call, 0, 'connectionString'))));
    return call.receiver ?? NOTHING;
  };

/** `services.AddDbContext<Shop>(options => options.UseSqlServer(…))`: what the function does with the options. */
const addContext: Rule = (call, machine) => {
  const name = typeNameOf(typesOf(call).at(-1));
  const configure = call.args.find((each) =>
    each.references?.some((reference) => reference.kind === 'function'),
  );
  if (name === undefined || !configure) return call.receiver ?? NOTHING;
  const options = created(call, machine, 'DbContextOptionsBuilder');
  machine.call(configure, [options, options], call);
  const space = spaceOf(options);
  if (storedField(options, 'namespace'))
    machine.catalogue(CONNECTIONS, name, { location: space.prefix, namespace: space.namespace });
  return call.receiver ?? NOTHING;
};

/** `[Table("orders", Schema = "sales")]` on the class. */
function attributedTable(entity: Value | undefined): string | undefined {
  for (const each of entity?.references ?? []) {
    if (each.kind !== 'class') continue;
    for (const attribute of each.definition.decorators) {
      if (attribute.kind !== 'call' || attribute.callee.kind !== 'name' || attribute.callee.name !== 'Table')
        continue;
      const textOf = (name?: string): string | undefined => {
        const found = attribute.args.find((arg) => arg.name === name)?.value;
        return found?.kind === 'constant' ? String(found.value) : undefined;
      };
      const [table, schema] = [textOf(), textOf('Schema')];
      if (table !== undefined) return schema === undefined ? table : `${schema}.${table}`;
    }
  }
  return undefined;
}

function contextName(context: Value | undefined): string {
  const names = cellsOf(context).flatMap((cell) => cell.definition?.definition.name ?? []);
  return names[0] ?? 'DbContext';
}

/** The object that stands for a table of a context: reading starts when something is asked of it. */
const set: Rule = (call, machine) => {
  const [property, , entity] = call.args;
  const owner = storedField(call.receiver, '<options>');
  const name = contextName(call.receiver);
  const typed = typeNameOf(entity) ?? '';
  const mapped = machine.catalogued(TABLES, typed)?.location;
  const known = attributedTable(entity) ?? mapped;
  const table = known ?? stringOf(property) ?? typed;
  const space =
    owner && storedField(owner, 'namespace')
      ? spaceOf(owner)
      : { namespace: `${CONTEXT}:${name}`, prefix: '' };
  const columns = columnsOf(entity);
  const fields = {
    table: constant(qualifiedName(space, table), known === undefined ? 'inferred' : 'exact'),
    namespace: constant(space.namespace),
    prefix: constant(space.prefix),
    columns: columns && { items: columns.map((column) => constant(column)), flow: NO_FLOW },
  };
  return created(call, machine, 'DbSet', fields);
};

/** `context.Set<Order>()`. */
const setOf: Rule = (call, machine) => {
  const [entity] = typesOf(call);
  const name = constant(`${typeNameOf(entity) ?? ''}s`);
  return set({ ...call, args: [name, name, entity ?? NOTHING] }, machine);
};

function access(call: Call): {
  location: Value | undefined;
  options: { kind: 'table'; namespace: string; confidence: 'exact' | 'inferred' };
} {
  const location = storedField(call.receiver, 'table');
  const namespace = stringOf(storedField(call.receiver, 'namespace')) ?? CONTEXT;
  return { location, options: { kind: 'table', namespace, confidence: 'exact' } };
}

const read: Rule = (call, machine) => {
  const { location, options } = access(call);
  const columns = storedField(call.receiver, 'columns')?.items?.flatMap((item) => stringOf(item) ?? []);
  const flow = machine.read(
    call,
    location,
    columns && columns.length > 0 ? { ...options, columns } : options,
  );
  const related = dataIn(call.args);
  return carrying(related.rest.size > 0 ? { ...flow, rows: new Set([...flow.rows, ...related.rest]) } : flow);
};

const write: Rule = (call, machine) => {
  const { location, options } = access(call);
  machine.write(call, location, dataIn(call.args), options);
  return NOTHING;
};

const rawQuery: Rule = (call, machine) =>
  carrying(machine.query(call, given(call, 0, 'sql'), spaceOf(call.receiver)));

/** SQL on the context itself, as `context.Database.ExecuteSqlRaw(…)`. */
const rawCommand: Rule = (call, machine) => {
  const receiver = call.receiver?.references?.find((each) => each.kind === 'method');
  const context = receiver?.kind === 'method' ? receiver.receiver : call.receiver;
  const options = storedField(context, '<options>');
  const space = options ? spaceOf(options) : { namespace: `${CONTEXT}:${contextName(context)}`, prefix: '' };
  return carrying(machine.query(call, given(call, 0, 'sql'), space));
};

const entity: Rule = (call, machine) => {
  const name = typeNameOf(typesOf(call)[0]);
  const value = created(call, machine, 'EntityBuilder', {
    entity: name === undefined ? undefined : constant(name),
  });
  const configure = call.args.find((each) =>
    each.references?.some((reference) => reference.kind === 'function'),
  );
  if (configure) machine.call(configure, [value], call);
  return value;
};

const toTable: Rule = (call, machine) => {
  const name = stringOf(storedField(call.receiver, 'entity'));
  const [table, schema] = [stringOf(call.args[0]), stringOf(call.args[1])];
  if (name !== undefined && table !== undefined)
    machine.catalogue(TABLES, name, { location: schema === undefined ? table : `${schema}.${table}` });
  return call.receiver ?? NOTHING;
};

/** A class that tells how an entity is stored: `IEntityTypeConfiguration<Order>`. */
const builder: Rule = (call, machine) => {
  const name = typeNameOf(typesOf(call)[0]);
  return created(call, machine, 'EntityBuilder', { entity: name === undefined ? undefined : constant(name) });
};

const READS = [
  ...[
    '<each>',
    'Where',
    'Select',
    'SelectMany',
    'Include',
    'Join',
    'GroupJoin',
    'OrderBy',
    'OrderByDescending',
    'GroupBy',
    'Take',
    'Skip',
  ],
  ...[
    'ToList',
    'ToListAsync',
    'ToArray',
    'ToArrayAsync',
    'ToDictionary',
    'ToDictionaryAsync',
    'AsNoTracking',
    'AsQueryable',
    'AsEnumerable',
  ],
  ...[
    'First',
    'FirstAsync',
    'FirstOrDefault',
    'FirstOrDefaultAsync',
    'Single',
    'SingleAsync',
    'SingleOrDefault',
    'SingleOrDefaultAsync',
  ],
  ...[
    'Find',
    'FindAsync',
    'Any',
    'AnyAsync',
    'Count',
    'CountAsync',
    'Sum',
    'SumAsync',
    'Max',
    'MaxAsync',
    'Min',
    'Average',
    'Distinct',
    'All',
  ],
  ...[
    'AsSplitQuery',
    'TagWith',
    'IgnoreQueryFilters',
    'AsAsyncEnumerable',
    'ForEachAsync',
    'Last',
    'LastOrDefault',
    'Contains',
  ],
];
const WRITES = [
  'Add',
  'AddAsync',
  'AddRange',
  'AddRangeAsync',
  'Update',
  'UpdateRange',
  'BulkInsert',
  'BulkInsertAsync',
];
const RAW = ['FromSqlRaw', 'FromSqlInterpolated', 'FromSql'];
const COMMANDS = [
  'ExecuteSqlRaw',
  'ExecuteSqlRawAsync',
  'ExecuteSqlInterpolated',
  'ExecuteSql',
  'SqlQuery',
  'SqlQueryRaw',
  'ExecuteSqlCommand',
];

/** Entity Framework: contexts, their sets, and how entities are mapped to tables. */
export const entityFramework: Library = {
  name: 'entityFramework',
  languages: CSHARP,
  functions: {},
  methods: {
    ...Object.fromEntries(Object.entries(PROVIDERS).map(([name, scheme]) => [`*.${name}`, use(scheme)])),
    '*.DbContextOptionsBuilder': (call, machine) => created(call, machine, 'DbContextOptionsBuilder'),
    '*.AddDbContext': addContext,
    '*.AddDbContextPool': addContext,
    '*.AddDbContextFactory': addContext,
    '*.<set>': set,
    '*.Set': setOf,
    ...Object.fromEntries(READS.map((name) => [`*.DbSet.${name}`, read])),
    ...Object.fromEntries(WRITES.map((name) => [`*.DbSet.${name}`, write])),
    ...Object.fromEntries(RAW.map((name) => [`*.DbSet.${name}`, rawQuery])),
    ...Object.fromEntries(COMMANDS.map((name) => [`*.Database.${name}`, rawCommand])),
    '*.Entity': entity,
    '*.ModelBuilder.Entity': entity,
    '*.EntityTypeBuilder': builder,
    '*.ToTable': toTable,
    '*.EntityBuilder.ToTable': toTable,
    '*.EntityBuilder.HasKey': self,
    '*.EntityBuilder.ToView': toTable,
  },
};
