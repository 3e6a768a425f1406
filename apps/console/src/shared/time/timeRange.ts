/** The global range: everything, a span that ends now, or fixed ends. Times are RFC 3339. */
export type TimeRange =
  | { kind: 'all' }
  | { kind: 'last'; amount: number; unit: TimeUnit }
  | { kind: 'fixed'; from: string; to: string };

export type TimeUnit = 'h' | 'd' | 'w';

/** How the range stands in the URL; only explicit choices are written. */
export interface TimeRangeSearch {
  range?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

const unitMs: Record<TimeUnit, number> = { h: 3_600_000, d: 86_400_000, w: 604_800_000 };
const relativePattern = /^(\d{1,4})\s*([hdw])$/;

function instantOf(text: string): string | undefined {
  const value = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text;
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

/** Reads what a person types: `30d`, `12h`, `2001-04-01..2001-05-01`, `all`. Undefined when it is none of them. */
export function parseTimeRange(text: string): TimeRange | undefined {
  const input = text.trim().toLowerCase();
  if (input === 'all') return { kind: 'all' };
  const relative = relativePattern.exec(input);
  if (relative) {
    return Number(relative[1]) > 0
      ? { kind: 'last', amount: Number(relative[1]), unit: relative[2] as TimeUnit }
      : undefined;
  }
  const [left, right, ...rest] = text.trim().split(/\s*\.\.\s*/);
  const from = instantOf(left ?? '');
  const to = instantOf(right ?? '');
  if (rest.length > 0 || from === undefined || to === undefined || from >= to) return undefined;
  return { kind: 'fixed', from, to };
}

/** The range that a URL names. A search that is half set or unreadable means everything. */
export function timeRangeOfSearch(search: TimeRangeSearch): TimeRange {
  if (search.from !== undefined && search.to !== undefined) {
    return parseTimeRange(`${search.from}..${search.to}`) ?? { kind: 'all' };
  }
  return search.range === undefined ? { kind: 'all' } : (parseTimeRange(search.range) ?? { kind: 'all' });
}

/** The URL's search values of a range; every member is named so that setting one clears the others. */
export function searchOfTimeRange(range: TimeRange): Record<keyof TimeRangeSearch, string | undefined> {
  if (range.kind === 'fixed') return { range: undefined, from: range.from, to: range.to };
  if (range.kind === 'last') return { range: `${range.amount}${range.unit}`, from: undefined, to: undefined };
  return { range: undefined, from: undefined, to: undefined };
}

/** Bounds to ask the api for. A span that ends now keeps its end open, so that new windows appear. */
export function boundsOfTimeRange(range: TimeRange, now: string | undefined): { from?: string; to?: string } {
  if (range.kind === 'fixed') return { from: range.from, to: range.to };
  if (range.kind === 'all' || now === undefined) return {};
  const hour = unitMs.h;
  const start = Math.floor((Date.parse(now) - range.amount * unitMs[range.unit]) / hour) * hour;
  return { from: new Date(start).toISOString() };
}

/** The fixed range moved by its own length: -1 to the past, 1 to the future. */
export function shiftTimeRange(range: TimeRange & { kind: 'fixed' }, direction: -1 | 1): TimeRange {
  const [from, to] = [Date.parse(range.from), Date.parse(range.to)];
  const move = (to - from) * direction;
  return { kind: 'fixed', from: new Date(from + move).toISOString(), to: new Date(to + move).toISOString() };
}
