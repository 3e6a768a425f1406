import type { Call, Library, Machine, Rule } from '../../interpreter/machine.js';
import { spell, type Text, weaker } from '../../values/text.js';
import { stringOf, stringsOf } from '../../values/texts.js';
import { carrying, NOTHING, unknown, type Value } from '../../values/value.js';
import { argument, cellsOf } from '../arguments.js';
import { tableSpaceOf } from '../tableSpace.js';

const DEFAULTS = /\{\s*DEFAULT\s+@(\w+)\s*=\s*([^}]*)\}/gi;
const CONDITION = /\{([^{}]*)\}\s*\?\s*\{([^{}]*)\}(?:\s*:\s*\{([^{}]*)\})?/g;
const ROUNDS = 8;
const FOLDERS = ['inst/sql/sql_server/', 'inst/sql/', 'sql/'];
/** Stand around the name of a parameter without a value while braces mean conditions. */
const [OPEN, CLOSE] = ['\u0001', '\u0002'];

function unquoted(text: string): string {
  return text.trim().replace(/^(['"])(.*)\1$/s, '$2');
}

/** Whether a condition holds; undefined when a parameter that it asks for has no value. */
function holds(condition: string): boolean | undefined {
  if (condition.includes(OPEN)) return undefined;
  const compared = /^(.*?)(==|!=|<>)(.*)$/s.exec(condition);
  if (/[&|()]|\bIN\b/.test(condition)) return undefined;
  if (compared)
    return (unquoted(compared[1] ?? '') === unquoted(compared[3] ?? '')) === (compared[2] === '==');
  const plain = unquoted(condition).replace(/^!\s*/, '');
  const truth = !/^(false|0|)$/i.test(plain);
  return condition.trim().startsWith('!') ? !truth : truth;
}

/** The query with its conditions decided; one that cannot be decided is taken as `unknown` says. */
function decided(sql: string, unknown: boolean): string {
  let text = sql;
  for (let round = 0; round < ROUNDS; round += 1) {
    const next = text.replace(CONDITION, (_all, condition: string, yes: string, no: string | undefined) =>
      (holds(condition) ?? unknown) ? yes : (no ?? ''),
    );
    if (next === text) break;
    text = next;
  }
  return text;
}

/** Both ways of what cannot be decided, where the second one names tables of its own. */
function ways(sql: string): string[] {
  const [yes, no] = [decided(sql, true), decided(sql, false)];
  const open = [...sql.matchAll(CONDITION)].some(
    ([, condition = '', , second = '']) =>
      holds(condition) === undefined && /\b(from|join|into)\b/i.test(second),
  );
  return open && yes !== no ? [yes, no] : [yes];
}

function spelledInSql(value: Value | undefined): string | undefined {
  if (!value) return undefined;
  const texts = value.items
    ? value.items.flatMap((item) => item.texts ?? [])
    : (value.texts ?? []).slice(0, 1);
  const known = texts.filter((text) => text.value !== null);
  if (known.length === 0) return undefined;
  return known
    .map((text) => (typeof text.value === 'boolean' ? String(text.value).toUpperCase() : spell(text.value)))
    .join(',');
}

/** Puts values in place of `@name`; a name without one stays a hole. */
function rendered(sql: Text, values: ReadonlyMap<string, Value>): Text[] {
  const template = spell(sql.value);
  const known = new Map(
    [...template.matchAll(DEFAULTS)].map((match) => [
      (match[1] ?? '').toLowerCase(),
      unquoted(match[2] ?? ''),
    ]),
  );
  let { confidence } = sql;
  for (const [name, value] of values) {
    const text = spelledInSql(value);
    if (text === undefined) continue;
    known.set(name.toLowerCase(), text);
    for (const each of value.texts ?? []) confidence = weaker(confidence, each.confidence);
  }
  const filled = template
    .replace(DEFAULTS, '')
    .replace(/@(\w+)/g, (_all, name: string) => known.get(name.toLowerCase()) ?? `${OPEN}${name}${CLOSE}`);
  return ways(filled).map((text) => ({
    value: text.replaceAll(OPEN, '{').replaceAll(CLOSE, '}'),
    confidence,
  }));
}

function parametersOf(call: Call): Map<string, Value> {
  return new Map(
    [...call.named].filter(
      ([name]) =>
        !/^(sql|connection|connectionDetails|sqlFilename|packageName|dbms|targetDialect)$/.test(name),
    ),
  );
}

function render(sql: Value | undefined, values: ReadonlyMap<string, Value>): Value {
  if (!sql?.texts) return sql ?? NOTHING;
  return { ...sql, texts: sql.texts.flatMap((text) => rendered(text, values)) };
}

const renderRule: Rule = (call) => render(argument(call, 0, 'sql'), parametersOf(call));
const translateRule: Rule = (call) => argument(call, 0, 'sql') ?? NOTHING;

/** Folders around the file that runs, the nearest first: one of them is the package. */
function packages(machine: Machine): string[] {
  const parts = machine.path.split('/').slice(0, -1);
  return [...parts.map((_each, index) => `/${parts.slice(0, parts.length - index).join('/')}/`), '/'];
}

function fileText(machine: Machine, name: string): Value | undefined {
  return packages(machine)
    .flatMap((root) => FOLDERS.map((folder) => machine.config(`${root}${folder}${name}`)))
    .find((each) => each?.texts);
}

/** SQL that a package ships below `inst/sql`. */
const loadRule: Rule = (call, machine) => {
  const name = stringOf(argument(call, 0, 'sqlFilename'));
  const sql = name === undefined ? undefined : fileText(machine, name);
  return sql
    ? render(sql, parametersOf(call))
    : unknown(`the SQL file ${name ?? ''} is not in the repository`);
};

const readRule: Rule = (call, machine) => {
  const [known] = stringsOf(call.args[0]).flatMap((path) => machine.config(path) ?? []);
  return known ?? unknown('a file of SQL that is not in the repository');
};

const runRule: Rule = (call, machine) => {
  const connection = argument(call, 0, 'connection');
  return carrying(
    machine.query(call, render(argument(call, 1, 'sql'), parametersOf(call)), tableSpaceOf(connection)),
  );
};

const executeFileRule: Rule = (call, machine) => {
  const connection =
    cellsOf(call.args[0]).length > 0 ? call.args[0] : argument(call, undefined, 'connection');
  return carrying(machine.query(call, loadRule(call, machine), tableSpaceOf(connection)));
};

const RUNS = [
  'renderTranslateQuerySql',
  'renderTranslateExecuteSql',
  'renderTranslateQuerySqlToAndromeda',
  'renderTranslateQueryApplyBatched',
  'dbRenderTranslate',
];

/** SqlRender and DatabaseConnector: SQL with `@parameters`, in texts and in files of the package. */
export const rSqlRender: Library = {
  name: 'rSqlRender',
  languages: ['r'],
  functions: {
    render: renderRule,
    renderSql: renderRule,
    translate: translateRule,
    translateSql: translateRule,
    loadRenderTranslateSql: loadRule,
    readSql: readRule,
    ...Object.fromEntries(RUNS.map((name) => [name, runRule])),
    executeSqlFile: executeFileRule,
  },
  methods: {},
};
