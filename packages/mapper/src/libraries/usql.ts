import { datasetOfUri } from '@driftline/contracts';
import type { Access, Library, Rule } from '../interpreter/machine.js';
import { blend, type Flow, joinFlows, NO_FLOW } from '../values/flow.js';
import { spell, type Text } from '../values/text.js';
import { stringOf } from '../values/texts.js';
import { carrying, constant, flowOf, NOTHING, type Value } from '../values/value.js';
import { columnNames } from './arguments.js';

const CATALOGUE: Access = { kind: 'table', namespace: 'usql' };

/** Patterns in paths select files: `{*}` and `{name}` stand for anything, dates divide folders. */
function pathText(text: Text): Text {
  const path = spell(text.value).replace(/\{(?:\*|[A-Za-z_]\w*(?::[^{}]*)?)\}/g, (hole) =>
    /^\{[A-Z0-9_]+\}$/.test(hole) ? hole : '*',
  );
  return { ...text, value: path.replace(/\*{2,}/g, '*').replace(/(\*[-_.]?)+\*/g, '*') };
}

/** A path without a store is in the account's own, which scripts do not name. */
function located(text: Text): { value: Value; access: Access } {
  const path = spell(text.value);
  const { namespace, name } = datasetOfUri(path);
  const isDefault = namespace === 'file' && !/^[a-z]:/i.test(path);
  const value: Value = {
    texts: [isDefault ? { ...text, value: name.replace(/^\/+/, '') } : text],
    flow: NO_FLOW,
  };
  return isDefault ? { value, access: { namespace: 'adl', kind: 'object' } } : { value, access: {} };
}

const read: Rule = (call, machine) => {
  const [path, columns] = call.args;
  const names = columnNames(columns);
  if (!path?.texts) return carrying(machine.read(call, path));
  return carrying(
    path.texts
      .map((text) => located(pathText(text)))
      .map(({ value, access }) => machine.read(call, value, names ? { ...access, columns: names } : access))
      .reduce(joinFlows, NO_FLOW),
  );
};

const output: Rule = (call, machine) => {
  const [rows, path] = call.args;
  const flow = rows ? flowOf(rows) : NO_FLOW;
  if (!path?.texts) machine.write(call, path, flow);
  for (const text of path?.texts ?? []) {
    const { value, access } = located(pathText(text));
    machine.write(call, value, flow, access);
  }
  return NOTHING;
};

/** A plain name may be a rowset that an imported script has made. */
const table: Rule = (call, machine) => {
  const [name, rowset] = call.args;
  const known = rowset && !rowset.references?.some((each) => each.kind === 'external');
  return known ? rowset : carrying(machine.read(call, name, CATALOGUE));
};

const insert: Rule = (call, machine) => {
  machine.write(call, call.args[0], call.args[1] ? flowOf(call.args[1]) : NO_FLOW, CATALOGUE);
  return NOTHING;
};

const union: Rule = (call) => carrying(call.args.map((value) => flowOf(value)).reduce(joinFlows, NO_FLOW));

/** Columns by name, each from what it is computed of; `*` adds all of the sources. */
const select: Rule = (call) => {
  const [sources, columns, whole] = call.args;
  const from = (sources?.items ?? []).map((value) => flowOf(value)).reduce(joinFlows, NO_FLOW);
  const isWhole = whole?.texts?.some((text) => text.value === true) ?? false;
  const named = [...(columns?.fields ?? [])].map(([name, value]): [string, ReadonlySet<string>] => [
    name,
    blend(flowOf(value)).rest,
  ]);
  const all = new Map([...(isWhole ? from.columns : []), ...named]);
  const rows = new Set([...from.rows, ...rowsOf(from)]);
  return carrying({ columns: all, rest: isWhole ? from.rest : new Set(), rows });
};

/** The datasets of a flow as rows only. */
function rowsOf(flow: Flow): string[] {
  const origins = [...flow.rest, ...[...flow.columns.values()].flatMap((each) => [...each])];
  return origins.map((origin) => `${origin.split('\t')[0]}\t`);
}

const process: Rule = (call) => {
  const [sources, columns] = call.args;
  const from = blend((sources?.items ?? []).map((value) => flowOf(value)).reduce(joinFlows, NO_FLOW));
  const names = columnNames(columns);
  return carrying(
    names
      ? { columns: new Map(names.map((name) => [name, from.rest])), rest: new Set(), rows: from.rows }
      : from,
  );
};

/** A variable that the submitter of the script may set. */
const external: Rule = (call, machine) => {
  const [name, fallback] = call.args;
  const variable = stringOf(name) ?? '';
  const given = machine.environment(variable) ?? machine.environment(`@${variable}`);
  if (given !== undefined) return constant(given, 'inferred');
  if (!fallback?.texts)
    return {
      ...constant(`{${variable.toUpperCase()}}`, 'possible'),
      hint: variable,
      why: `variable ${variable} has no value`,
    };
  return {
    ...fallback,
    texts: fallback.texts.map((text) => ({
      ...text,
      confidence: text.confidence === 'exact' ? ('inferred' as const) : text.confidence,
    })),
  };
};

const remote: Rule = (call, machine) =>
  carrying(machine.query(call, call.args[1], { namespace: 'mssql', prefix: '' }));
const remoteTable: Rule = (call, machine) =>
  carrying(machine.read(call, call.args[1], { kind: 'table', namespace: 'mssql' }));

/** The operators of U-SQL and SCOPE, to which scripts are lowered. */
export const usql: Library = {
  name: 'usql',
  languages: ['usql'],
  functions: {
    'usql.read': read,
    'usql.output': output,
    'usql.table': table,
    'usql.insert': insert,
    'usql.union': union,
    'usql.select': select,
    'usql.process': process,
    'usql.external': external,
    'usql.remote': remote,
    'usql.remoteTable': remoteTable,
  },
  methods: {},
};
