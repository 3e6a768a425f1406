/** RFC 3339 in UTC of a stored time. */
export function toIso(date: Date): string {
  return date.toISOString();
}

/** RFC 3339 in UTC of a stored time, or null. */
export function toIsoOrNull(date: Date | null): string | null {
  return date === null ? null : date.toISOString();
}

/** Epoch milliseconds of a stored time, or null. */
export function toMillisOrNull(date: Date | null): number | null {
  return date === null ? null : date.getTime();
}

/** A time to store, from epoch milliseconds; undefined leaves the column alone, null clears it. */
export function toDate(millis: number | null | undefined): Date | null | undefined {
  return typeof millis === 'number' ? new Date(millis) : millis;
}
