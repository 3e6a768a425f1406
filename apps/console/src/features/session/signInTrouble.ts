import { ApiError } from '../../shared/api/apiError.js';

/** Why signing in failed, and what to do. */
export function signInTrouble(error: Error): string {
  if (!(error instanceof ApiError)) return error.message;
  if (error.status === 401) return 'Email and password do not match. Check both and try again.';
  if (error.status === 429) return `Too many attempts. ${error.action ?? 'Wait a minute and try again.'}`;
  return `${error.message} ${error.action ?? ''}`.trim();
}
