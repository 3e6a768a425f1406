/** Factors that units differ by; their inverses count too. */
const KNOWN = [
  2.54, 3.6, 1.609344, 2.20462, 3.28084, 10, 12, 24, 60, 100, 1000, 1024, 3600, 86_400, 1e4, 1e6, 1e9,
];
const TOLERANCE = 0.03;

/** The factor of a known conversion when it is within three percent, else three significant digits. */
export function roundFactor(factor: number): number {
  const known = KNOWN.flatMap((unit) => [unit, 1 / unit]).find(
    (unit) => Math.abs(factor / unit - 1) <= TOLERANCE,
  );
  return Number((known ?? factor).toPrecision(known === undefined ? 3 : 6));
}
