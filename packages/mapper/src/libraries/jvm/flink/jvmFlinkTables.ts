import type { Access, Library, Machine, Rule, TableSpace } from '../../../interpreter/machine.js';
import { type Flow, NO_FLOW } from '../../../values/flow.js';
import { stringsOf } from '../../../values/texts.js';
import { carrying, constant, flowOf, NOTHING } from '../../../values/value.js';
import { dataIn, JVM, under } from '../jvmValues.js';
import { ENVIRONMENTS } from './jvmFlink.js';
import { placeOf } from './tablePlace.js';

const UNKNOWN: TableSpace = { namespace: 'flink', prefix: '' };

const TABLE = 'flink-table';

const CREATE =
  /create\s+(?:temporary\s+)?table\s+(?:if\s+not\s+exists\s+)?([`\w.]+)\s*\([\s\S]*?\)\s*(?:comment\s+'[^']*'\s*)?(?:partitioned\s+by\s*\([^)]*\)\s*)?with\s*\(([\s\S]*?)\)\s*;?\s*$/i;

const OPTION = /'([^']+)'\s*=\s*'([^']*)'/g;

function declare(machine: Machine, name: string, options: ReadonlyMap<string, string>): boolean {
  const place = placeOf(options);
  if (!place || place.location === '')
    return /datagen|print|blackhole|values/.test(options.get('connector') ?? '');
  const { namespace, kind } = place.access;
  machine.catalogue(TABLE, `${machine.path}|${name}`, {
    location: place.location,
    ...(namespace === undefined ? {} : { namespace }),
    ...(kind === undefined ? {} : { kind }),
  });
  return true;
}

interface Named {
  name: string;
  role: 'reads' | 'writes';
}

/** Tables that a statement names where data comes from and goes to. */
function tablesIn(sql: string): Named[] {
  const reads = [...sql.matchAll(/\b(?:from|join)\s+`?([A-Za-z_][\w.]*)`?/gi)].map(
    (match): Named => ({ name: match[1] ?? '', role: 'reads' }),
  );
  const writes = [
    ...sql.matchAll(/\binsert\s+(?:into|overwrite)\s+(?:table\s+)?`?([A-Za-z_][\w.]*)`?/gi),
  ].map((match): Named => ({ name: match[1] ?? '', role: 'writes' }));
  return [...reads, ...writes];
}

/**
 * Flink's SQL. `CREATE TABLE … WITH (…)` says where a table is kept; it neither reads nor writes. Later statements use the
 * table by its name: it then stands for the topic, file or table that the connector names.
 */
const sqlRule: Rule = (call, machine) => {
  let answer: Flow = NO_FLOW;
  const texts = stringsOf(call.args[0]);
  if (texts.length === 0) {
    machine.unresolved(call, `the query is not a constant: ${call.args[0]?.why ?? 'no argument gives it'}`);
    return NOTHING;
  }
  for (const sql of texts.flatMap((text) => text.split(/;\s*\n/))) {
    const created = CREATE.exec(sql.trim());
    if (created) {
      const options = new Map(
        [...(created[2] ?? '').matchAll(OPTION)].map((match) => [match[1] ?? '', match[2] ?? '']),
      );
      if (declare(machine, (created[1] ?? '').replaceAll('`', '').toLowerCase(), options)) continue;
    }
    answer = runSql(call, machine, sql);
  }
  return carrying(answer);
};

function runSql(call: Parameters<Rule>[0], machine: Machine, sql: string): Flow {
  const known = tablesIn(sql).flatMap(({ name, role }) => {
    const entry = machine.catalogued(TABLE, `${machine.path}|${name.toLowerCase()}`);
    const view = machine.view(name);
    return entry || view ? [{ name, role, entry, view }] : [];
  });
  if (known.length === 0) return machine.query(call, constant(sql), UNKNOWN);
  const flows = known
    .filter(({ role }) => role === 'reads')
    .map(({ entry, view }) =>
      entry ? machine.read(call, constant(entry.location), accessOf(entry)) : (view ?? NO_FLOW),
    );
  const data = dataIn(flows.map(carrying));
  for (const { entry, role } of known)
    if (entry && role === 'writes') machine.write(call, constant(entry.location), data, accessOf(entry));
  const unknown = tablesIn(sql).filter(({ name }) => !known.some((each) => each.name === name));
  return unknown.some(({ role }) => role === 'reads')
    ? machine.query(
        call,
        constant(sql.replace(/\binsert\s+(?:into|overwrite)\s+[`\w.]+\s*(?:\([^)]*\))?/i, '')),
        UNKNOWN,
      )
    : data;
}

function accessOf(entry: { namespace?: string; kind?: Access['kind'] }): Access {
  return {
    ...(entry.namespace === undefined ? {} : { namespace: entry.namespace }),
    ...(entry.kind === undefined ? {} : { kind: entry.kind }),
  };
}

const fromRule: Rule = (call, machine) => {
  const [name] = stringsOf(call.args[0]);
  const entry =
    name === undefined ? undefined : machine.catalogued(TABLE, `${machine.path}|${name.toLowerCase()}`);
  return entry
    ? carrying(machine.read(call, constant(entry.location), accessOf(entry)))
    : carrying(name === undefined ? NO_FLOW : (machine.view(name) ?? NO_FLOW));
};

const insertRule: Rule = (call, machine) => {
  const [name] = stringsOf(call.args[0]);
  const entry =
    name === undefined ? undefined : machine.catalogued(TABLE, `${machine.path}|${name.toLowerCase()}`);
  if (entry)
    machine.write(
      call,
      constant(entry.location),
      call.receiver ? flowOf(call.receiver) : NO_FLOW,
      accessOf(entry),
    );
  return call.receiver ?? NOTHING;
};

const viewRule: Rule = (call, machine) => {
  for (const name of stringsOf(call.args[0])) machine.setView(name, dataIn(call.args.slice(1)));
  return NOTHING;
};

/** The tables of Flink: declared in SQL, read and filled by it. */
export const jvmFlinkTables: Library = {
  name: 'jvmFlinkTables',
  languages: JVM,
  functions: {},
  methods: {
    ...under(
      ENVIRONMENTS.flatMap((owner) =>
        ['executeSql', 'sqlQuery', 'sqlUpdate', 'explainSql'].map((name) => `*.${owner}.${name}`),
      ),
      sqlRule,
    ),
    '*.executeSql': sqlRule,
    '*.sqlQuery': sqlRule,
    '*.addInsertSql': sqlRule,
    '*.tableEnv.from': fromRule,
    '*.StreamTableEnvironment.from': fromRule,
    '*.TableEnvironment.from': fromRule,
    '*.executeInsert': insertRule,
    '*.insertInto': insertRule,
    '*.createTemporaryView': viewRule,
  },
};
