/** What a person needs to act on an error: a stable code, what was wrong, where, and what to do. */
export interface ErrorDetails {
  /** Stable, machine-readable, snake_case, e.g. `feature_limit_exceeded`. */
  code: string;
  /** HTTP status that fits the error at an edge. */
  status: number;
  /** What is wrong, naming the item. */
  message: string;
  /** Where: a JSON pointer, a path with line, or the name of a setting. */
  where?: string;
  /** What to do about it. */
  action?: string;
  /** Seconds after which a retry may succeed; set only for errors that pass by themselves. */
  retryAfter?: number;
}

/**
 * An expected error: bad input or an external failure. Thrown inside, translated once at the edge
 * (problem+json over HTTP, a sentence and an exit code in the CLI). Anything else that is thrown is a bug.
 */
export class CodedError extends Error {
  readonly code: string;
  readonly status: number;
  readonly where: string | undefined;
  readonly action: string | undefined;
  readonly retryAfter: number | undefined;

  constructor(details: ErrorDetails, options?: ErrorOptions) {
    super(details.message, options);
    this.name = 'CodedError';
    this.code = details.code;
    this.status = details.status;
    this.where = details.where;
    this.action = details.action;
    this.retryAfter = details.retryAfter;
  }
}
