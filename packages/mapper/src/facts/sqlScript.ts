import type { DatasetKind } from '@driftline/contracts';

/** A table as a statement names it; identifiers keep their case, quotes are gone. */
export interface SqlTable {
  name: string;
  line: number;
  /** A path or URI named in place of a table (COPY, EXTERNAL, read_parquet). */
  location?: true;
  /** The server or kind of store, when the statement itself names it. */
  namespace?: string;
  kind?: DatasetKind;
}

export interface SqlOrigin {
  /** Index into the statement's `reads`. */
  read: number;
  column: string;
}

/** One column that a statement produces. */
export interface SqlColumn {
  name: string;
  origins: SqlOrigin[];
}

export interface SqlStatement {
  line: number;
  endLine: number;
  reads: SqlTable[];
  writes: SqlTable[];
  columns: SqlColumn[];
  /** Reads whose every column passes through (`SELECT *`). */
  whole: number[];
  /** Reads that only choose rows: joins, filters, conditions. */
  rows: number[];
  /** Tables that live only as long as the session. */
  temporary: string[];
}

export interface SqlProblem {
  line: number;
  text: string;
  reason: string;
}

export interface SqlScript {
  /** The dialect that the text shows by itself, as a namespace; null when any would do. */
  dialect: string | null;
  statements: SqlStatement[];
  problems: SqlProblem[];
}
