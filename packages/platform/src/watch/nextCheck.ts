import { CodedError } from '@driftline/contracts';
import { CronExpressionParser } from 'cron-parser';

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000 };
const CRON_FIELDS = 5;
const FIRST_RETRY = 60_000;
const LONGEST_RETRY = 6 * 3_600_000;

/**
 * When a schedule is due next: `15m` and `2h` count from `after`, five fields of cron are UTC.
 * @param after epoch milliseconds
 * @throws CodedError `schedule_invalid`
 */
export function nextCheck(schedule: string, after: number): number {
  const every = /^([1-9]\d{0,4})([mh])$/.exec(schedule);
  if (every) return after + Number(every[1]) * (UNITS[every[2] ?? 'm'] ?? 0);
  const fields = schedule.trim().split(/\s+/);
  if (fields.length !== CRON_FIELDS) throw scheduleInvalid(schedule);
  try {
    const cron = CronExpressionParser.parse(fields.join(' '), { currentDate: new Date(after), tz: 'UTC' });
    return cron.next().getTime();
  } catch (cause) {
    throw scheduleInvalid(schedule, cause);
  }
}

/**
 * When to try again after so many failures in a row: after a minute, then twice as long each time, at most six hours.
 * @param after epoch milliseconds
 */
export function nextRetry(failures: number, after: number): number {
  return after + Math.min(LONGEST_RETRY, FIRST_RETRY * 2 ** Math.max(0, failures - 1));
}

function scheduleInvalid(schedule: string, cause?: unknown): CodedError {
  return new CodedError(
    {
      code: 'schedule_invalid',
      status: 422,
      message: `${JSON.stringify(schedule)} is no schedule.`,
      where: 'schedule',
      action: 'Write 15m, 2h, or five fields of cron in UTC such as 0 6 * * 1.',
    },
    { cause },
  );
}
