export const dayMs = 86_400_000;

/** The story's present: the simulated clock of a replay at the end of June 2001. */
export const now = '2001-06-30T06:00:00.000Z';

export const iso = (ms: number): string => new Date(ms).toISOString();

export const at = (text: string): number => Date.parse(text);

/** Troubles of the story: `from` and `to` are days; `to` is null while it lasts. */
export const faults = {
  airportsPercent: { from: '2001-06-10T00:00:00.000Z', to: null },
  airportsApril: { from: '2001-04-10T00:00:00.000Z', to: '2001-05-08T00:00:00.000Z' },
} as const;

/** Whether a day lies in one of the two times when the airports file delivered per cent. */
export function isBroken(day: number): boolean {
  return Object.values(faults).some(
    (fault) => day >= at(fault.from) && day < (fault.to === null ? Number.POSITIVE_INFINITY : at(fault.to)),
  );
}
