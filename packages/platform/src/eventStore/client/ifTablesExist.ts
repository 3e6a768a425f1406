import { CodedError } from '@driftline/contracts';
import { serverCodeOf } from './storeError.js';

const UNKNOWN_TABLE = 60;

/** The answer of a request, or `otherwise` when the model has no tables yet. */
export async function ifTablesExist<Answer>(request: Promise<Answer>, otherwise: Answer): Promise<Answer> {
  try {
    return await request;
  } catch (error) {
    if (error instanceof CodedError && serverCodeOf(error.cause) === UNKNOWN_TABLE) return otherwise;
    throw error;
  }
}
