import { CodedError } from '@driftline/contracts';

/** Prisma's codes for a server that cannot be reached, refuses, or is overrun. */
const PRISMA_CODES = new Set([
  'P1000',
  'P1001',
  'P1002',
  'P1003',
  'P1008',
  'P1017',
  'P2024',
  'P2028',
  'P2037',
]);
const ADAPTER_KINDS = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TooManyConnections',
]);
const NETWORK_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'ENOENT']);
/** SQLSTATE: connection exceptions, too many connections, server stopping, wrong password or database. */
const SQL_STATES = /^(08\w{3}|53300|57P0[1-5]|28\w{3}|3D000)$/;
const MESSAGES =
  /connection terminated|connection error and is not queryable|timeout exceeded when trying to connect/i;

const RETRY_AFTER_SECONDS = 5;

function isTrouble(error: Error): boolean {
  const code = 'code' in error ? String(error.code) : '';
  if (PRISMA_CODES.has(code) || NETWORK_CODES.has(code) || SQL_STATES.test(code)) return true;
  const seen = seenByDriver(error);
  return ADAPTER_KINDS.has(seen.kind) || SQL_STATES.test(seen.code) || MESSAGES.test(error.message);
}

/** What Prisma's driver saw, when Prisma says so: its own word for it, and the server's SQLSTATE. */
function seenByDriver(error: Error): { kind: string; code: string } {
  const meta = 'meta' in error ? JSON.stringify(error.meta) : '';
  const member = (name: string) => new RegExp(`"${name}":"(\\w+)"`).exec(meta)?.[1] ?? '';
  return { kind: member('kind'), code: member('originalCode') };
}

/**
 * The coded error for a database that cannot be asked now, or undefined when `error` is something else. For edges: answer
 * it with 503 and Retry-After instead of taking it for a bug.
 */
export function databaseTrouble(error: unknown): CodedError | undefined {
  if (!(error instanceof Error) || !isTrouble(error)) return undefined;
  return new CodedError(
    {
      code: 'database_unavailable',
      status: 503,
      message: 'PostgreSQL does not answer.',
      where: 'DATABASE_URL',
      action: 'Check that the server runs and that address and password are right, then try again.',
      retryAfter: RETRY_AFTER_SECONDS,
    },
    { cause: error },
  );
}
