import type { Artefact } from '../../facts/artefact.js';
import type { SqlTable } from '../../facts/sqlScript.js';
import { stringLiteral } from './kqlNode.js';
import type { KqlText } from './kqlReader.js';
import type { KqlScope } from './kqlScope.js';
import { type KqlFindings, readPart, statementOf } from './readPart.js';
import { emptyRelation, type Relation } from './relation.js';
import { scopeOfParameters } from './scopeOfParameters.js';

/** A management command as it stands in the script. */
interface Command {
  source: KqlText;
  start: number;
  end: number;
  text: string;
  found: KqlFindings;
}

type Handle = (command: Command, match: RegExpExecArray) => void;

const NAME = String.raw`(\[\s*(?:'[^']*'|"[^"]*")\s*\]|[\w.-]+)`;
const STRING = /[hH]?@?(```[\s\S]*?```|~~~[\s\S]*?~~~|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')/g;

function plainName(written: string): string {
  const inner = /^\[\s*['"](.*)['"]\s*\]$/.exec(written);
  return inner?.[1] ?? written;
}

function lineOf(command: Command, offset = 0): number {
  return command.source.lineAt(command.start + offset);
}

function stringsIn(text: string): string[] {
  return [...text.matchAll(new RegExp(STRING))].flatMap(([each]) => stringLiteral(each) ?? []);
}

/** A storage URI without its key, token or options. */
function locationOf(uri: string): string {
  return uri.replace(/[;?].*$/s, '');
}

function add(command: Command, reads: SqlTable[], relation: Relation, writes: SqlTable[]): void {
  command.found.statements.push(
    statementOf(command.source, command.start, command.end, reads, relation, writes),
  );
}

function target(command: Command, match: RegExpExecArray, group = 1): SqlTable {
  const written = match[group] ?? '';
  return { name: plainName(written), line: lineOf(command, match[0].indexOf(written)) };
}

/** Reads the query that stands at an offset of a command, and records what writes it. */
function addQuery(command: Command, from: number, to: number, writes: SqlTable[], scope?: KqlScope): void {
  const part = { start: command.start + from, end: command.start + to };
  const read = readPart(command.source, part, command.found, scope);
  if (read) add(command, read.reads, read.relation, writes);
}

/** Where the query after `<|` starts. */
function afterArrow(text: string): number {
  const at = text.indexOf('<|');
  return at < 0 ? text.length : at + 2;
}

const setOrAppend: Handle = (command, match) =>
  addQuery(command, afterArrow(command.text), command.text.length, [target(command, match)]);

/** The bracket that closes the one at `from`; strings may hold any. */
function closing(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const character = text[at] ?? '';
    STRING.lastIndex = at;
    const string = /["'`~]/.test(character) ? STRING.exec(text) : null;
    if (string?.index === at) at += string[0].length - 1;
    else if ('({['.includes(character)) depth += 1;
    else if (')}]'.includes(character)) depth -= 1;
    if (depth === 0) return at;
  }
  return text.length;
}

const createFunction: Handle = (command, match) => {
  const opened = match[0].length - 1;
  const end = closing(command.text, opened);
  const body = command.text.indexOf('{', end);
  if (body < 0) return;
  const scope = scopeOfParameters(command.text.slice(opened, end + 1));
  addQuery(command, body + 1, closing(command.text, body), [target(command, match)], scope);
};

const createView: Handle = (command, match) => {
  const body = command.text.indexOf('{', match[0].length);
  if (body >= 0) addQuery(command, body + 1, closing(command.text, body), [target(command, match)]);
};

const ingest: Handle = (command, match) => {
  const list = command.text.slice(match[0].length, closing(command.text, match[0].length));
  const reads = stringsIn(list).map(
    (uri): SqlTable => ({ name: locationOf(uri), line: lineOf(command), location: true }),
  );
  const relation = emptyRelation();
  for (const index of reads.keys()) relation.whole.add(index);
  add(command, reads, relation, [target(command, match)]);
};

const exportQuery: Handle = (command) => {
  const from = afterArrow(command.text);
  const [uri] = stringsIn(command.text.slice(0, from));
  if (uri === undefined) {
    const reason = '.export names no location that is a constant';
    command.found.problems.push({ line: lineOf(command), text: command.text.slice(0, 120), reason });
    return;
  }
  addQuery(command, from, command.text.length, [
    { name: locationOf(uri), line: lineOf(command), location: true },
  ]);
};

/** The server that a connection string of SQL names. */
function sqlServerOf(connection: string): { namespace: string; prefix: string } {
  const part = (name: RegExp): string | undefined =>
    connection
      .split(';')
      .map((each) => each.split('='))
      .find(([key = '']) => name.test(key.trim()))?.[1]
      ?.trim();
  const host = part(/^(server|data source)$/i)
    ?.replace(/^tcp:/i, '')
    .replace(',', ':');
  const database = part(/^(database|initial catalog)$/i);
  return { namespace: host ? `mssql://${host}` : 'mssql', prefix: database ? `${database}.` : '' };
}

const exportToSql: Handle = (command, match) => {
  const from = afterArrow(command.text);
  const { namespace, prefix } = sqlServerOf(stringsIn(command.text.slice(0, from)).join(';'));
  const table = target(command, match);
  const written = table.name.includes('.') ? table.name : `dbo.${table.name}`;
  addQuery(command, from, command.text.length, [
    { ...table, name: `${prefix}${written}`, namespace, kind: 'table' },
  ]);
};

const exportToTable: Handle = (command, match) =>
  addQuery(command, afterArrow(command.text), command.text.length, [target(command, match)]);

/** An external table is another name of the place that holds its data. */
const createExternal: Handle = (command, match) => {
  const columns = command.text.slice(match[0].length, closing(command.text, match[0].length));
  const tail = command.text.slice(match[0].length + columns.length);
  const sql = /kind\s*=\s*sql\s+table\s*=\s*([\w.]+)/i.exec(tail);
  const strings = stringsIn(tail).filter((each) => /:\/\/|server\s*=|data source\s*=/i.test(each));
  const locations = sql
    ? strings.map((each) => {
        const { namespace, prefix } = sqlServerOf(each);
        return { namespace, name: `${prefix}${sql[1]?.includes('.') ? sql[1] : `dbo.${sql[1]}`}` };
      })
    : strings.map((each) => ({ name: locationOf(each) }));
  const { name, line } = target(command, match);
  command.found.artefacts.push(artefactOf('kusto-external-table', name, line, command, locations));
};

function artefactOf(
  type: string,
  name: string,
  line: number,
  command: Command,
  body: Artefact['body'],
): Artefact {
  return { type, name, line, endLine: command.source.lineAt(command.end), body };
}

function policiesOf(text: string): Record<string, unknown>[] {
  try {
    const parsed: unknown = JSON.parse(text);
    const list: unknown[] = Array.isArray(parsed) ? parsed : [parsed];
    return list.filter((each): each is Record<string, unknown> => typeof each === 'object' && each !== null);
  } catch {
    return [];
  }
}

/** An update policy runs its query over whatever is ingested into its source. */
const updatePolicy: Handle = (command, match) => {
  const written = command.text.slice(match[0].length);
  for (const policy of stringsIn(written).flatMap(policiesOf)) {
    if (policy.IsEnabled === false || typeof policy.Query !== 'string') continue;
    const read = readPart(command.source, command, command.found, undefined, policy.Query);
    if (!read) continue;
    const { Source } = policy;
    if (typeof Source === 'string' && !read.reads.some((each) => each.name === Source)) {
      read.relation.rows.add(read.reads.length);
      read.reads.push({ name: Source, line: lineOf(command) });
    }
    add(command, read.reads, read.relation, [target(command, match)]);
  }
};

const moveExtents: Handle = (command, match) => {
  const relation = emptyRelation();
  relation.whole.add(0);
  add(command, [target(command, match)], relation, [target(command, match, 2)]);
};

const OPTIONS = String.raw`(?:\s+(?:async|compressed|ifnotexists|distributed|with\s*\((?:"[^"]*"|'[^']*'|[^)"'])*\)))*`;

const HANDLERS: readonly [pattern: RegExp, handle: Handle][] = [
  [
    new RegExp(String.raw`^\.(?:set-or-append|set-or-replace|set|append)${OPTIONS}\s+${NAME}`, 'i'),
    setOrAppend,
  ],
  [
    new RegExp(String.raw`^\.(?:create-or-alter|create|alter)\s+function${OPTIONS}\s+${NAME}\s*\(`, 'i'),
    createFunction,
  ],
  [
    new RegExp(
      String.raw`^\.(?:create-or-alter|create|alter)${OPTIONS}\s+materialized-view${OPTIONS}\s+${NAME}`,
      'i',
    ),
    createView,
  ],
  [new RegExp(String.raw`^\.ingest${OPTIONS}\s+into\s+table\s+${NAME}\s*(?=\(|[hH@'"])`, 'i'), ingest],
  [new RegExp(String.raw`^\.export${OPTIONS}\s+to\s+sql\s+${NAME}`, 'i'), exportToSql],
  [new RegExp(String.raw`^\.export${OPTIONS}\s+to\s+table\s+${NAME}`, 'i'), exportToTable],
  [/^\.export\b/i, exportQuery],
  [
    new RegExp(
      String.raw`^\.(?:create-or-alter|create|alter)\s+continuous-export\s+[\w-]+[\s\S]*?\bto\s+table\s+${NAME}`,
      'i',
    ),
    exportToTable,
  ],
  [
    new RegExp(String.raw`^\.(?:create-or-alter|create|alter)\s+external\s+table\s+${NAME}\s*(?=\()`, 'i'),
    createExternal,
  ],
  [new RegExp(String.raw`^\.alter(?:-merge)?\s+table\s+${NAME}\s+policy\s+update\s+`, 'i'), updatePolicy],
  [
    new RegExp(String.raw`^\.move\s+extents\b[\s\S]*?\bfrom\s+table\s+${NAME}\s+to\s+table\s+${NAME}`, 'i'),
    moveExtents,
  ],
];

/** Reads a management command; commands that move no data say nothing. */
export function readCommand(source: KqlText, start: number, end: number, found: KqlFindings): void {
  const text = source.text.slice(start, end).trimEnd();
  for (const [pattern, handle] of HANDLERS) {
    const match = pattern.exec(text);
    if (!match) continue;
    handle({ source, start, end: start + text.length, text, found }, match);
    return;
  }
}
