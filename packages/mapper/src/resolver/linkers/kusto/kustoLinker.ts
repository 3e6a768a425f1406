import type { Artefact } from '../../../facts/artefact.js';
import type { ConfigValue } from '../../../facts/configValue.js';
import type { Facts } from '../../../facts/facts.js';
import type { SqlScript, SqlStatement } from '../../../facts/sqlScript.js';
import type { TableSpace } from '../../../interpreter/machine.js';
import type { ActivityRecord } from '../../../values/records.js';
import { applySql } from '../../applySql.js';
import type { LinkContext, Linker } from '../linker.js';
import { expandWildcards } from './expandWildcards.js';
import { joinKustoTables } from './joinKustoTables.js';
import { linkExternalTables } from './linkExternalTables.js';

const SCRIPT = /\.(kql|csl|kusto)$/i;
const KUSTO: TableSpace = { namespace: 'kusto', prefix: '' };

function scriptsOf(context: LinkContext): [path: string, facts: Facts][] {
  return [...context.facts].filter(([path, { sql }]) => sql !== undefined && SCRIPT.test(path));
}

/** Everything that a script of the repository writes, as it is named there. */
function writtenNames(scripts: readonly [string, Facts][]): string[] {
  const statements = scripts.flatMap(([, { sql }]) => sql?.statements ?? []);
  return [...new Set(statements.flatMap(({ writes }) => writes.map(({ name }) => name)))];
}

/** A function, a view or a command is an activity of its own when its file holds several. */
function activityOf(
  context: LinkContext,
  path: string,
  script: SqlScript,
  statement: SqlStatement,
): ActivityRecord {
  const own = context.activities.declare({ key: path, name: path, path, language: 'kql', kind: 'query' });
  const [written] = statement.writes;
  if (!written || script.statements.length < 2) return own;
  return context.activities.declare({
    ...own,
    key: `${path}|${written.name}`,
    name: `${path}#${written.name}`,
  });
}

function applyScript(
  context: LinkContext,
  path: string,
  script: SqlScript,
  written: readonly string[],
): void {
  for (const given of script.statements) {
    const statement = expandWildcards(given, written);
    applySql(
      context.recorder,
      { ...script, statements: [statement] },
      {
        activity: activityOf(context, path, script, given),
        space: KUSTO,
        place: (line, endLine) => ({ path, at: [line, endLine, -line, -line] }),
        confidence: 'exact',
      },
    );
  }
  for (const { line, reason } of script.problems)
    context.recorder.unresolved({ path, at: [line, line, -line, -line] }, reason);
}

function memberOf(body: ConfigValue, name: string): string | undefined {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined;
  const value = body[name];
  return typeof value === 'string' ? value : undefined;
}

/** A query that stands in a file of another kind, as a detection rule in YAML or JSON. */
function applyEmbedded(
  context: LinkContext,
  path: string,
  artefact: Artefact,
  written: readonly string[],
): void {
  const text = memberOf(artefact.body, 'text');
  const script = text === undefined ? undefined : context.recorder.embeddedFacts('kql', text)?.sql;
  if (!script) return;
  const key = `${path}|${artefact.name}|${artefact.line}`;
  const activity = context.activities.declare({
    key,
    name: artefact.name,
    path,
    language: 'kql',
    kind: 'query',
  });
  const lines = artefact.endLine - artefact.line;
  const place = (line: number) => {
    const at = artefact.line + Math.min(line, lines);
    return { path, at: [at, at, -at, -at] as const };
  };
  const view = memberOf(artefact.body, 'functionName');
  const statements = script.statements.map((each, index) => {
    const isView = view !== undefined && index === script.statements.length - 1;
    const statement = isView ? { ...each, writes: [{ name: view, line: 0 }] } : each;
    return expandWildcards(statement, written);
  });
  applySql(
    context.recorder,
    { ...script, statements },
    { activity, space: KUSTO, place, confidence: 'exact' },
  );
  for (const { line, reason } of script.problems) context.recorder.unresolved(place(line), reason);
}

/** Scripts of Kusto: functions are views, external tables are other names of files, a database may be named elsewhere. */
export const kustoLinker: Linker = {
  name: 'kusto',
  claims: (context) => new Set(scriptsOf(context).map(([path]) => path)),
  prepare: (context) => {
    const scripts = scriptsOf(context);
    const written = writtenNames(scripts);
    for (const [path, { sql }] of scripts) if (sql) applyScript(context, path, sql, written);
    for (const [path, { artefacts }] of context.facts) {
      for (const artefact of artefacts ?? [])
        if (artefact.type === 'kql-query') applyEmbedded(context, path, artefact, written);
    }
  },
  finish: (context) => {
    linkExternalTables(context);
    joinKustoTables(context.recorder.datasets);
  },
};
