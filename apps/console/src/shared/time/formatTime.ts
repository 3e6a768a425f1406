export type TimeZoneChoice = 'utc' | 'local';

type Style = 'date' | 'day' | 'time' | 'short';

const styles: Record<Style, Intl.DateTimeFormatOptions> = {
  day: { day: 'numeric', month: 'short' },
  date: { day: 'numeric', month: 'short', year: 'numeric' },
  short: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
  time: { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
};

const formatters = new Map<string, Intl.DateTimeFormat>();

/** An instant in the chosen zone; en-GB keeps day before month, as the rest of the screen does. */
export function formatTime(at: string | number, style: Style, zone: TimeZoneChoice): string {
  const key = `${style} ${zone}`;
  let formatter = formatters.get(key);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-GB', {
      ...styles[style],
      ...(zone === 'utc' ? { timeZone: 'UTC' } : {}),
    });
    formatters.set(key, formatter);
  }
  return formatter.format(typeof at === 'number' ? at : Date.parse(at));
}
