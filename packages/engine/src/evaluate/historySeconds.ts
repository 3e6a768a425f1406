/** How far before a window its history reaches: three weeks of hours, six of days, half a year of weeks. */
export function historySeconds(windowSeconds: number): number {
  const windows = windowSeconds < 86_400 ? 504 : windowSeconds < 604_800 ? 42 : 26;
  return windows * windowSeconds;
}
