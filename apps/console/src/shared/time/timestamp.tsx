import { formatTime } from './formatTime.js';
import { useTimeZone } from './timeZone.js';

/** An instant in the chosen zone, machine-readable, with the other zone on hover. */
export function Timestamp({ at, style = 'time' }: { at: string; style?: 'date' | 'day' | 'time' | 'short' }) {
  const { zone } = useTimeZone();
  const other = zone === 'utc' ? 'local' : 'utc';
  return (
    <time dateTime={at} title={`${formatTime(at, 'time', other)} ${other === 'utc' ? 'UTC' : 'local time'}`}>
      {formatTime(at, style, zone)}
    </time>
  );
}
