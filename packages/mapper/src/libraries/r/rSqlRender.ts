import type { Call, Library, Machine, Rule } from '../../interpreter/machine.js';
import { spell, type Text, weaker } from '../../values/text.js';
import { stringOf, stringsOf } from '../../values/texts.js';
import { carrying, NOTHING, unknown, type Value } from '../../values/value.js';
import { argument, cellsOf } from '../arguments.js';
import { tableSpaceOf } from '../tableSpace.js';

const DEFAULTS = /\{\s*DEFAULT\s+@(\w+)\s*=\s*([^}]*)\}/gi;
const CONDITION = /\{[^{}]*\}\s*\?\s*\{([^{}]*)\}(?:\s*:\s*\{([^{}]*)\})?/g;
const ROUNDS = 6;
const FOLDERS = ['inst/sql/sql_server/', 'inst/sql/', '../inst/sql/sql_server/', '../inst/sql/', 'sql/'];

function unquoted(text: string): string {
  return text.trim().replace(/^(['"])(.*)\1$/s, '$2');
}

/** Both ways of every condition: the first parts together, and the second parts together when they name tables. */
function ways(sql: string): string[] {
  const taken = (part: 1 | 2): string => {
    let text = sql;
    for (let round = 0; round < ROUNDS && CONDITION.test(text); round += 1) {
      CONDITION.lastIndex = 0;
      text = text.replace(CONDITION, (_all, yes: string, no: string | undefined) =>
        part === 1 ? yes : (no ?? ''),
      );
    }
    CONDITION.lastIndex = 0;
    return text;
  };
  const [yes, no] = [taken(1), taken(2)];
  const second = [...sql.matchAll(CONDITION)].some((match) => /\b(from|join|into)\b/i.test(match[2] ?? ''));
  return yes !== no && second ? [yes, no] : [yes];
}

/** Puts values in place of `@name`; a name without one stays a hole. */
function rendered(sql: Text, values: ReadonlyMap<string, Value>): Text[] {
  const template = spell(sql.value);
  const defaults = new Map(
    [...template.matchAll(DEFAULTS)].map((match) => [
      (match[1] ?? '').toLowerCase(),
      unquoted(match[2] ?? ''),
    ]),
  );
  let confidence = sql.confidence;
  const known = new Map([...values].map(([name, value]) => [name.toLowerCase(), value]));
  const fill = (text: string): string =>
    text.replace(/@(\w+)/g, (_all, name: string) => {
      const given = known.get(name.toLowerCase())?.texts?.[0];
      if (given && given.value !== null) {
        confidence = weaker(confidence, given.confidence);
        return spell(given.value);
      }
      return defaults.get(name.toLowerCase()) ?? `{${name}}`;
    });
  return ways(template.replace(DEFAULTS, '')).map((text) => ({ value: fill(text), confidence }));
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

function fileText(machine: Machine, name: string): Value | undefined {
  return FOLDERS.map((folder) => machine.config(`${folder}${name}`)).find((each) => each?.texts);
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
