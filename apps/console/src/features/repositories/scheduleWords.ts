const UNITS: Readonly<Record<string, string>> = { m: 'minute', h: 'hour', d: 'day' };

/** When a repository is looked at, in words. */
export function scheduleWords(schedule: string | null): string {
  if (schedule === null) return 'On push only';
  const every = /^(\d+)([mhd])$/.exec(schedule);
  if (!every) return `By cron: ${schedule}`;
  const [, count = '', unit = ''] = every;
  return count === '1' ? `Every ${UNITS[unit]}` : `Every ${count} ${UNITS[unit]}s`;
}
