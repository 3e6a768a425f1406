import { readAlter, readExchange, readRename } from './alter.js';
import { readDelete, readMerge, readUpdate } from './changeRows.js';
import { readCreate } from './create.js';
import { readCall, readDo, readExecute, readPrepare } from './execute.js';
import { readInsert } from './insert.js';
import { readBulk, readCopy, readExport, readLoad, readUnload } from './moveFiles.js';
import { readAssignment, readAttach, readDeclare, readSet, readUse } from './settings.js';
import type { StatementReader } from './statementReader.js';

/** MySQL replaces rows, Teradata replaces views and routines. */
const readReplace: StatementReader = (draft, cursor, script) =>
  REPLACED.has(cursor.word()) ? readCreate(draft, cursor, script) : readInsert([])(draft, cursor, script);
const REPLACED = new Set(['VIEW', 'PROCEDURE', 'FUNCTION', 'MACRO', 'RECURSIVE']);

/** Readers by the first word of a statement. */
export const STATEMENTS: Readonly<Record<string, StatementReader>> = {
  ALTER: readAlter,
  ATTACH: readAttach,
  BULK: readBulk,
  CALL: readCall,
  COPY: readCopy(false),
  CREATE: readCreate,
  DECLARE: readDeclare,
  DELETE: readDelete([]),
  DO: readDo,
  EXCHANGE: readExchange,
  EXEC: readCall,
  EXECUTE: readExecute,
  EXPORT: readExport,
  INSERT: readInsert([]),
  LET: readAssignment,
  LOAD: readLoad,
  MERGE: readMerge([]),
  PERFORM: readCall,
  PREPARE: readPrepare,
  RENAME: readRename,
  REPLACE: readReplace,
  SET: readSet,
  UNLOAD: readUnload,
  UPDATE: readUpdate([]),
  USE: readUse,
};
