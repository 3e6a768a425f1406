import { problemSchema } from '@driftline/contracts';
import type { z } from 'zod';
import { ApiError } from './apiError.js';

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'DELETE';
  body?: unknown;
  signal?: AbortSignal | undefined;
}

async function errorOf(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => undefined);
  const problem = problemSchema.safeParse(body);
  if (problem.success) return new ApiError(problem.data);
  return new ApiError({
    status: response.status,
    code: `http_${response.status}`,
    detail: `The server answered ${response.status} ${response.statusText}`.trim(),
    action: 'Check that the Driftline api is the one answering on this address, then try again.',
  });
}

async function send(path: string, options: RequestOptions): Promise<Response> {
  try {
    return await fetch(`/v1${path}`, {
      method: options.method ?? 'GET',
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        ...(options.body ? { 'content-type': 'application/json' } : {}),
      },
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      ...(options.signal ? { signal: options.signal } : {}),
    });
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    throw new ApiError({
      status: 0,
      code: 'api_unreachable',
      detail: 'Driftline did not answer.',
      action: 'Check that Driftline is still running (driftline doctor) and that the network reaches it.',
    });
  }
}

/** One call of `/v1`, parsed by its contract. Throws ApiError for every expected failure. */
export async function request<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  options: RequestOptions = {},
): Promise<z.output<Schema>> {
  const response = await send(path, options);
  if (!response.ok) throw await errorOf(response);
  const body: unknown = response.status === 204 ? undefined : await response.json();
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new ApiError({
    status: response.status,
    code: 'answer_not_understood',
    detail: `The answer of /v1${path.split('?')[0]} does not follow the contract: ${issue?.message ?? 'unknown'}`,
    where: `/${issue?.path.join('/') ?? ''}`,
    action: 'The console and the api differ in version: reload the page, or update both together.',
  });
}
