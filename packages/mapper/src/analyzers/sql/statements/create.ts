import type { StatementDraft } from '../script/statementDraft.js';
import { optionTexts } from '../text/locations.js';
import type { SqlToken } from '../text/sqlTokens.js';
import type { TokenCursor } from '../text/tokenCursor.js';
import { readCreateModel, readSnowflakeModel } from './createModel.js';
import { readCreateTable, readCreateView } from './createTable.js';
import { readRoutine } from './routine.js';
import type { ScriptAccess, StatementReader } from './statementReader.js';

type ReadObject = (
  draft: StatementDraft,
  cursor: TokenCursor,
  head: readonly SqlToken[],
  script: ScriptAccess,
) => void;

/** `CREATE STREAM s ON TABLE t`: what changes in the table. */
const readStream: ReadObject = (draft, cursor) => {
  cursor.skipExistence();
  const name = cursor.name();
  if (!name || !cursor.find('ON')) return;
  cursor.next();
  while (['EXTERNAL', 'TABLE', 'VIEW', 'STAGE', 'DYNAMIC', 'EVENT'].includes(cursor.word())) cursor.next();
  const source = cursor.name();
  if (!source) return;
  draft.readWhole([draft.table(source)]);
  draft.writeNamed(name, false);
};

/** A task or a pipe runs the statement behind AS. */
const readScheduled: ReadObject = (_draft, cursor, _head, script) => {
  if (!cursor.find('AS')) return;
  cursor.next();
  const [first] = cursor.rest();
  if (first?.kind === 'string') script.script(first.text, linesFrom(first), true);
  else if (!cursor.done) script.statement(cursor.rest());
};

function linesFrom(token: SqlToken): number[] {
  return token.text.split('\n').map((_line, index) => token.line + index);
}

/** A stage or an external data source is a name for a location. */
const readStage: ReadObject = (draft, cursor) => {
  cursor.skipExistence();
  const name = cursor.name();
  const [url] = optionTexts(cursor.rest(), 'URL', 'LOCATION');
  if (!name || !url) return;
  const location = draft.session.restore(url.text);
  draft.session.stages.push({ name: name.parts.join('.'), line: name.line, location });
};

/** `CREATE SYNONYM s FOR t`: two names, one table. */
const readSynonym: ReadObject = (draft, cursor) => {
  const name = cursor.name();
  if (!name || !cursor.find('FOR')) return;
  cursor.next();
  const table = cursor.name();
  if (table) draft.aliases.push([draft.table(name), draft.table(table)]);
};

/** Oracle's packages hold routines: INTO fills variables there. */
const readPackage: ReadObject = (draft) => {
  draft.session.intoVariables = true;
};

const OBJECTS: Readonly<Record<string, ReadObject>> = {
  TABLE: (draft, cursor, head) => readCreateTable(draft, cursor, head),
  VIEW: (draft, cursor, head) => readCreateView(draft, cursor, head),
  MODEL: (draft, cursor) => readCreateModel(draft, cursor),
  STREAM: readStream,
  TASK: readScheduled,
  PIPE: readScheduled,
  STAGE: readStage,
  'DATA SOURCE': readStage,
  SYNONYM: readSynonym,
  PROCEDURE: (draft, cursor, _head, script) => readRoutine(draft, cursor, script),
  PROC: (draft, cursor, _head, script) => readRoutine(draft, cursor, script),
  PACKAGE: readPackage,
  'PACKAGE BODY': readPackage,
  FUNCTION: (draft, cursor, _head, script) => readRoutine(draft, cursor, script),
};

/** Words between CREATE and the kind of object. */
const MODIFIERS = new Set(
  'OR REPLACE ALTER TEMP TEMPORARY GLOBAL LOCAL VOLATILE MULTISET SET TRANSIENT UNLOGGED EXTERNAL FOREIGN MATERIALIZED RECURSIVE SECURE SCOPED DYNAMIC HYBRID ICEBERG LIVE STREAMING INCREMENTAL SNAPSHOT COLUMN ROW PUBLIC PRIVATE FORCE NOFORCE EDITIONABLE INTERACTIVE REFRESH'.split(
    ' ',
  ),
);

/** MySQL says who runs a view before it says that it is one. */
const SECURITY = new Set(['SQL', 'DEFINER', 'ALGORITHM']);

/** CREATE, by what it creates. */
export const readCreate: StatementReader = (draft, cursor, script) => {
  const start = cursor.at;
  while (MODIFIERS.has(cursor.word()) && cursor.word(1) !== '') cursor.next();
  if (SECURITY.has(cursor.word())) cursor.find('VIEW', 'PROCEDURE', 'FUNCTION', 'TRIGGER', 'EVENT');
  const head = cursor.tokens.slice(start, cursor.at);
  if (cursor.word() === 'SNOWFLAKE' && cursor.word(1) === '.') {
    readSnowflakeModel(draft, cursor);
    return;
  }
  const [first, second] = [cursor.word(), cursor.word(1)];
  const kind = first === 'DATA' || (first === 'PACKAGE' && second === 'BODY') ? `${first} ${second}` : first;
  // Databricks: a streaming table or a live view may leave out the word itself.
  if (!Object.hasOwn(OBJECTS, kind)) return;
  for (const _word of kind.split(' ')) cursor.next();
  OBJECTS[kind]?.(draft, cursor, head, script);
};
