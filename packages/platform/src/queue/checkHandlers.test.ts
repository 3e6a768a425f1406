import { CodedError, type JobName } from '@driftline/contracts';
import { describe, expect, it } from 'vitest';
import { checkHandlers } from './checkHandlers.js';
import type { JobHandler } from './jobHandler.js';
import { JOB_NAMES } from './jobNames.js';

const handlerOf = (name: JobName): JobHandler => ({ name, run: async () => {} });
const all = JOB_NAMES.map(handlerOf);

function refusal(handlers: readonly JobHandler[]): string | undefined {
  try {
    checkHandlers(handlers);
  } catch (error) {
    return error instanceof CodedError ? `${error.code} ${error.where}` : 'not coded';
  }
  return undefined;
}

describe('checkHandlers', () => {
  it('takes one handler for every job of the catalogue', () => {
    expect([...checkHandlers(all).keys()].sort()).toEqual([...JOB_NAMES].sort());
  });

  it.each<[string, readonly JobHandler[], string]>([
    ['no handlers', [], 'job_handler_missing sweep'],
    ['one missing', all.filter((handler) => handler.name !== 'buildMap'), 'job_handler_missing buildMap'],
    ['one doubled', [...all, handlerOf('deliverAlert')], 'job_handler_doubled deliverAlert'],
    [
      'one unknown',
      [...all, { name: JSON.parse('"toString"'), run: async () => {} }],
      'job_unknown toString',
    ],
  ])('refuses %s', (_case, handlers, expected) => {
    expect(refusal(handlers)).toBe(expected);
  });
});
