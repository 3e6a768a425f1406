import { CodedError } from '@driftline/contracts';

/** Waits for an answer of the facts; a database that is away becomes a coded 503. */
export async function askFacts<Result>(asking: Promise<Result>): Promise<Result> {
  try {
    return await asking;
  } catch (cause) {
    if (cause instanceof CodedError) throw cause;
    throw new CodedError(
      {
        code: 'facts_unavailable',
        status: 503,
        message: 'the database of models and keys cannot be asked now',
        action: 'Send the batch again after the time in Retry-After; if it persists, check PostgreSQL.',
        retryAfter: 2,
      },
      { cause },
    );
  }
}
