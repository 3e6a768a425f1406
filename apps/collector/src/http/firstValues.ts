import type { IncomingHttpHeaders } from 'node:http';

/** Headers with one value each; of the few that Node keeps as lists, the first. */
export function firstValues(headers: IncomingHttpHeaders): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
  );
}
