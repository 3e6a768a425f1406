import { httpStatusOfCode } from './httpStatusOfCode.js';

/** ClickHouse's own numbers for the errors that the protocol layer raises itself. */
export const exceptionCodes = {
  syntaxError: { code: 62, name: 'SYNTAX_ERROR' },
  notImplemented: { code: 48, name: 'NOT_IMPLEMENTED' },
  unknownSetting: { code: 115, name: 'UNKNOWN_SETTING' },
  queryIsTooLarge: { code: 113, name: 'QUERY_IS_TOO_LARGE' },
  tooManyBytes: { code: 307, name: 'TOO_MANY_BYTES' },
  tooManyQueries: { code: 202, name: 'TOO_MANY_SIMULTANEOUS_QUERIES' },
  unknownCompression: { code: 89, name: 'UNKNOWN_COMPRESSION_METHOD' },
  cannotDecompress: { code: 271, name: 'CANNOT_DECOMPRESS' },
  requiredPassword: { code: 194, name: 'REQUIRED_PASSWORD' },
  authenticationFailed: { code: 516, name: 'AUTHENTICATION_FAILED' },
  badArguments: { code: 36, name: 'BAD_ARGUMENTS' },
  shuttingDown: { code: 236, name: 'ABORTED' },
} as const;

export interface ClickHouseErrorOptions extends ErrorOptions {
  /** HTTP status, when it is not the one that ClickHouse derives from the code. */
  status?: number;
  /** Seconds after which a retry may succeed. */
  retryAfter?: number;
}

/** An error as ClickHouse's HTTP protocol reports it: numeric code, text in ClickHouse's wording, HTTP status. */
export class ClickHouseError extends Error {
  readonly code: number;
  readonly status: number;
  readonly retryAfter: number | undefined;

  /** `text` is the whole body line: `Code: 60. DB::Exception: … (UNKNOWN_TABLE)`. */
  constructor(code: number, text: string, options: ClickHouseErrorOptions = {}) {
    super(text, options);
    this.name = 'ClickHouseError';
    this.code = code;
    this.status = options.status ?? httpStatusOfCode(code);
    this.retryAfter = options.retryAfter;
  }
}

/** An error raised by the protocol layer, worded like the engine's own. */
export function protocolError(
  kind: keyof typeof exceptionCodes,
  message: string,
  options?: ClickHouseErrorOptions,
): ClickHouseError {
  const { code, name } = exceptionCodes[kind];
  return new ClickHouseError(code, `Code: ${code}. DB::Exception: ${message} (${name})`, options);
}
