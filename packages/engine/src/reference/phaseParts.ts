import { FRACTIONS } from '../windows/phaseOf.js';
import { type TimeRange, windowOf } from '../windows/windowOf.js';

/** Consecutive parts of each window, ascending by time. */
function partsByWindow<Part extends TimeRange>(parts: readonly Part[], windowSeconds: number): Part[][] {
  const windows = new Map<number, Part[]>();
  for (const part of parts.toSorted((a, b) => a.start - b.start)) {
    const { start } = windowOf(part.start, windowSeconds);
    windows.set(start, [...(windows.get(start) ?? []), part]);
  }
  return [...windows.values()];
}

/** Per phase, each window merged from the parts that had passed by then; windows without such parts are left out. */
export function phaseWindows<Part extends TimeRange>(
  parts: readonly Part[],
  windowSeconds: number,
  merge: (a: Part, b: Part) => Part,
): Part[][] {
  const windows = partsByWindow(parts, windowSeconds);
  return FRACTIONS.map((fraction) =>
    windows.flatMap((window) => {
      const passed = window.filter((part) => hasPassed(part, fraction, windowSeconds));
      return passed.length > 0 ? [passed.reduce(merge)] : [];
    }),
  );
}

function hasPassed(part: TimeRange, fraction: number, windowSeconds: number): boolean {
  const { start } = windowOf(part.start, windowSeconds);
  return (part.start + part.end) / 2 < start + fraction * windowSeconds * 1000;
}
