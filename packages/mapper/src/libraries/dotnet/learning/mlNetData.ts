import type { Library, Rule } from '../../../interpreter/machine.js';
import { joinFlows, NO_FLOW } from '../../../values/flow.js';
import { stringOf } from '../../../values/texts.js';
import { carrying, constant, type Value } from '../../../values/value.js';
import { storedField } from '../../arguments.js';
import { connectionSpace } from '../connectionSpace.js';
import { CSHARP, columnsOf, created, dataIn, given, likelyText, pathOf, typesOf } from '../dotnetRules.js';

/** Data read into rows of a class, whose members are the columns. */
const loadFile: Rule = (call, machine) => {
  const path = pathOf(given(call, 0, 'path', 'paths'));
  const columns = columnsOf(typesOf(call)[0]) ?? textColumns(given(call, 1, 'columns', 'options'));
  return carrying(machine.read(call, path, columns ? { columns } : {}));
};

/** `new TextLoader.Column("Label", DataKind.Single, 0)` in a list. */
function textColumns(value: Value | undefined): string[] | undefined {
  const list = value?.items ?? storedField(value, 'Columns')?.items;
  const names = (list ?? []).flatMap((item) => stringOf(storedField(item, 'name')) ?? []);
  return names.length > 0 ? names : undefined;
}

const loader: Rule = (call, machine) => {
  const columns = columnsOf(typesOf(call)[0]) ?? textColumns(given(call, 0, 'columns', 'options'));
  const list = columns && { items: columns.map((name) => constant(name)), flow: NO_FLOW };
  return created(call, machine, 'MlLoader', { columns: list });
};

const loadBy: Rule = (call, machine) => {
  const columns = storedField(call.receiver, 'columns')?.items?.flatMap((item) => stringOf(item) ?? []);
  const sources = call.args.filter((each) => each.texts || each.items);
  const flow = sources
    .map((source) => machine.read(call, pathOf(source), columns ? { columns } : {}))
    .reduce(joinFlows, dataIn(call.args));
  return carrying(flow);
};

/** `new DatabaseSource(factory, connectionString, sql)`. */
const databaseSource: Rule = (call, machine) => {
  const factory =
    (call.args[0]?.references ?? []).flatMap((each) => (each.kind === 'external' ? [each.name] : []))[0] ??
    '';
  const schemes: [RegExp, string][] = [
    [/Npgsql/, 'postgres'],
    [/MySql/, 'mysql'],
    [/Sqlite/i, 'sqlite'],
    [/Oracle/, 'oracle'],
  ];
  const scheme = schemes.find(([pattern]) => pattern.test(factory))?.[1] ?? 'mssql';
  const space = connectionSpace(scheme, likelyText(call.args[1]));
  return created(call, machine, 'DatabaseSource', {}, machine.query(call, call.args[2], space));
};

const data: Rule = (call) => carrying(dataIn(call.args));

const LOADS = ['LoadFromTextFile', 'LoadFromBinary', 'LoadFromSvmLightFile'];

/** What ML.NET learns from: files and tables. */
export const mlNetData: Library = {
  name: 'mlNetData',
  languages: CSHARP,
  functions: {},
  methods: {
    ...Object.fromEntries(
      LOADS.flatMap((name) => [
        [`*.Data.${name}`, loadFile],
        [`*.${name}`, loadFile],
      ]),
    ),
    '*.CreateTextLoader': loader,
    '*.CreateDatabaseLoader': loader,
    '*.MlLoader.Load': loadBy,
    '*.DatabaseSource': databaseSource,
    '*.LoadFromEnumerable': data,
    '*.CreateEnumerable': data,
    '*.Data.FilterRowsByColumn': data,
    '*.Data.ShuffleRows': data,
    '*.Data.TakeRows': data,
    '*.Data.SkipRows': data,
    '*.Data.Cache': data,
  },
};
