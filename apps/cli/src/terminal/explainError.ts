import { CodedError } from '@driftline/contracts';

/** An error for a person at a terminal: what is wrong, where, what to do; a bug with its stack. */
export function explainError(error: unknown): string {
  if (error instanceof CodedError) {
    const where = error.where === undefined ? [] : [`  where: ${error.where}`];
    const action = error.action === undefined ? [] : [`  do:    ${error.action}`];
    return [`${error.message} (${error.code})`, ...where, ...action].join('\n');
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
