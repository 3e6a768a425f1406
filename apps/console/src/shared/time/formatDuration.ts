const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** A length of time in its two greatest units at most: `45 s`, `3 h 20 min`, `4 days`. */
export function formatDuration(ms: number): string {
  const length = Math.max(0, ms);
  if (length < minute) return `${Math.round(length / 1000)} s`;
  if (length < hour) return `${Math.round(length / minute)} min`;
  if (length < day) {
    const minutes = Math.round((length % hour) / minute);
    const hours = Math.floor(length / hour);
    return minutes === 0 || hours >= 6 ? `${hours} h` : `${hours} h ${minutes} min`;
  }
  const days = Math.round(length / day);
  return days === 1 ? '1 day' : `${days} days`;
}
