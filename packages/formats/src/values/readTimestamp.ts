import type { DecodeLimits } from '../decodeLimits.js';
import { ItemProblem } from '../itemProblem.js';
import { parseTimestamp } from './parseTimestamp.js';
import { wrongType } from './wrongType.js';

const ACTION = 'Send an RFC 3339 time with an offset, such as 2001-01-01T00:01:00Z.';

/** Reads a required time as epoch milliseconds, or says why it cannot be taken. */
export function readTimestamp(value: unknown, where: string, limits: DecodeLimits): number | ItemProblem {
  if (typeof value !== 'string') {
    return value === undefined
      ? new ItemProblem('missing_field', `${where} is missing`, where, ACTION)
      : wrongType(value, 'an RFC 3339 time', where);
  }
  const time = parseTimestamp(value);
  if (Number.isNaN(time)) {
    return new ItemProblem(
      'invalid_timestamp',
      `${where} is not an RFC 3339 time with an offset`,
      where,
      ACTION,
    );
  }
  if (time > limits.now + limits.maxFutureSeconds * 1000) return inFuture(where, limits);
  return time < limits.earliest ? tooEarly(where, limits) : time;
}

function inFuture(where: string, limits: DecodeLimits): ItemProblem {
  return new ItemProblem(
    'timestamp_in_future',
    `${where} is more than ${limits.maxFutureSeconds} seconds ahead of the collector's clock`,
    where,
    'Send the time of the event, and check the clock of the sender.',
  );
}

function tooEarly(where: string, limits: DecodeLimits): ItemProblem {
  return new ItemProblem(
    'timestamp_too_early',
    `${where} lies before ${new Date(limits.earliest).toISOString()}`,
    where,
    'Send the time of the event; a zero date usually means that the sender had none.',
  );
}
