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
  /** No parser read it: which tables it names was seen from its words alone, and nothing is known of its columns. */
  inferred?: true;
  /** Two names of the same data: a table and its location. */
  aliases?: [SqlTable, SqlTable][];
  /** Models that the statement trains on what it reads. */
  models?: SqlModel[];
  /** Models that it applies. */
  serves?: SqlTable[];
  /** The write changes rows of a table that has others: it does not say where the table comes from. */
  partial?: true;
}

export interface SqlModel {
  name: string;
  line: number;
  framework: string;
  /** Columns that hold what the model shall tell. */
  labels: string[];
  /** Columns of the query that are no features, as keys and weights. */
  ignored: string[];
}

/** A routine, a script or a stage by name. */
export interface SqlReference {
  name: string;
  line: number;
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
  /** The text can be of no other dialect. */
  sure?: true;
  /** What cannot be known, as SQL that is built from a parameter. */
  unresolved?: SqlProblem[];
  /** Routines that the script defines and calls, and scripts that it includes. */
  routines?: SqlReference[];
  calls?: SqlReference[];
  includes?: SqlReference[];
  /** Stages and external data sources: a name that stands for a location. */
  stages?: (SqlReference & { location: string })[];
}
