import type { Engine, EngineResult } from '../engine/engine.js';
import type { Lane } from '../engine/lane.js';
import type { Spool, SpooledResult } from '../spool/spool.js';
import type { LaneName, Statement } from '../sql/parseStatement.js';
import { quoteString } from '../sql/quote.js';
import type { IncomingQuery, IncomingRows } from './readRequest.js';

/** What a request needs of the server. */
export interface RequestContext {
  engine: Engine;
  spool: Spool;
  lanes: Record<LaneName, Lane>;
  maxBodyBytes: number;
}

/** How a request is to be run. */
export interface RunOptions {
  prelude: string;
  defaultFormat: string;
  /** Whether the client takes gzip. */
  gzip: boolean;
  tag: string;
  /** Aborted when the client leaves. */
  signal: AbortSignal;
}

/** A finished request: its result, in gzip already or not, and the engine's counters. */
export interface Answer {
  result: SpooledResult;
  gzipped: boolean;
  format: string;
  counters: EngineResult;
}

/** Runs one statement in its lane: rows come from a spool file, a query's result goes to one. */
export async function runRequest(
  context: RequestContext,
  query: IncomingQuery,
  options: RunOptions,
): Promise<Answer> {
  const { lane } = query.statement;
  return context.lanes[lane].admit(async (runInSlot) => {
    if (query.rows !== undefined) {
      return insertRows(context, query, query.rows, options, runInSlot);
    }
    const { output } = query.statement;
    if (output !== undefined) return runInSlot(() => queryToFile(context, query, output, options));
    return runInSlot(() => runWhole(context, query.sql.slice(0, wholeEnd(query)), options));
  }, options.signal);
}

/** An INSERT that carries its own VALUES runs with them. */
function wholeEnd({ sql, statement }: IncomingQuery): number {
  return statement.insert === undefined ? statement.end : sql.length;
}

async function insertRows(
  context: RequestContext,
  { sql, statement }: IncomingQuery,
  rows: IncomingRows,
  options: RunOptions,
  runInSlot: <T>(work: () => Promise<T>) => Promise<T>,
): Promise<Answer> {
  const file = context.spool.newFile();
  try {
    await context.spool.receive(file, rows.chunks, context.maxBodyBytes);
    const withFile = fromFile(sql, statement.insert, file, rows.compression);
    return await runInSlot(() => runWhole(context, withFile, options));
  } finally {
    context.spool.discard(file);
  }
}

function fromFile(sql: string, insert: Statement['insert'], file: string, compression: string): string {
  const head = sql.slice(0, insert?.at);
  const tail = sql.slice(insert?.at, insert?.dataStart).replace(/VALUES$/i, 'FORMAT Values');
  return `${head} FROM INFILE ${quoteString(file)} COMPRESSION ${quoteString(compression)} ${tail}`;
}

async function runWhole(
  { engine }: RequestContext,
  sql: string,
  { prelude, defaultFormat, tag, signal }: RunOptions,
): Promise<Answer> {
  const counters = await engine.run({ prelude, sql, format: defaultFormat, tag, signal });
  const bytes = Buffer.from(counters.bytes.buffer, counters.bytes.byteOffset, counters.bytes.byteLength);
  return { result: { bytes }, gzipped: false, format: defaultFormat, counters };
}

async function queryToFile(
  { engine, spool, ...rest }: RequestContext,
  { sql, statement }: IncomingQuery,
  output: NonNullable<Statement['output']>,
  options: RunOptions,
): Promise<Answer> {
  const file = spool.newFile();
  const compression = options.gzip ? "'gzip' LEVEL 1" : "'none'";
  const target = `INTO OUTFILE ${quoteString(file)} COMPRESSION ${compression} `;
  const withFile = sql.slice(0, output.at) + target + sql.slice(output.at, statement.end);
  const context = { engine, spool, ...rest };
  try {
    const { counters } = await runWhole(context, withFile, options);
    return { result: await spool.take(file), gzipped: options.gzip, format: output.format, counters };
  } finally {
    spool.discard(file);
  }
}
