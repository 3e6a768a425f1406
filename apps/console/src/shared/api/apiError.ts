import type { Problem } from '@driftline/contracts';

/** A request that failed: the server's problem+json, or a problem made up here when the server was not reached. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly action: string | undefined;
  readonly where: string | undefined;

  constructor(problem: Pick<Problem, 'status' | 'code' | 'detail' | 'action' | 'where'>) {
    super(problem.detail);
    this.name = 'ApiError';
    this.status = problem.status;
    this.code = problem.code;
    this.action = problem.action;
    this.where = problem.where;
  }
}
