import { ApiError } from './apiError.js';

/** An error in one line, for beside a field: what, what to do, and the code. */
export function errorWords(error: Error): string {
  if (!(error instanceof ApiError)) return error.message;
  return [error.message, error.action, `(${error.code})`].filter(Boolean).join(' ');
}
