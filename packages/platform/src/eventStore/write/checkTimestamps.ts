import { CodedError } from '@driftline/contracts';

/** The event times that the store's types hold: 1900 to 2299. */
const EARLIEST = Date.UTC(1900, 0, 1);
const LATEST = Date.UTC(2300, 0, 1);

/** @throws CodedError timestamp_out_of_range for an event time that the store's types cannot hold */
export function checkTimestamps(records: readonly { predictionId: string; timestamp: number }[]): void {
  for (const { predictionId, timestamp } of records) {
    if (timestamp >= EARLIEST && timestamp < LATEST) continue;
    throw new CodedError({
      code: 'timestamp_out_of_range',
      status: 422,
      message: `the timestamp of ${JSON.stringify(predictionId)} is not between the years 1900 and 2299`,
      where: '/timestamp',
      action: 'send the event time in UTC',
    });
  }
}
