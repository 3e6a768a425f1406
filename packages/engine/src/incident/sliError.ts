import type { Sli } from '@driftline/contracts';

const Z95 = 1.959963984540054;

/** An Sli whose figures are known. */
export type KnownSli = Sli & { value: number; low: number; high: number };

/** The first Sli of that metric and kind with known figures. */
export function knownSli(slis: readonly Sli[], metric: string, kind: Sli['kind']): KnownSli | null {
  for (const sli of slis) {
    const { value, low, high } = sli;
    if (sli.metric !== metric || sli.kind !== kind || value === null || low === null || high === null)
      continue;
    return { ...sli, value, low, high };
  }
  return null;
}

/** Standard error behind a 95 % interval; ends may be cut to the metric's range, so the wider side counts. */
export function sliError({ value, low, high }: KnownSli): number {
  return Math.max(high - value, value - low) / Z95;
}
