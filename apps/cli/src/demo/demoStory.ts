const day = (text: string): number => Date.parse(`${text}T00:00:00Z`);

/** The plan of the demo: what is replayed, and the trouble that is injected. Times are epoch milliseconds, UTC. */
export const demoStory = {
  model: 'flight-delay',
  modelVersion: '1',
  reference: { start: day('2001-01-01'), end: day('2001-02-01') },
  live: { start: day('2001-02-01'), end: day('2001-07-01') },
  /** The airports file delivers its rates as percent instead of fractions. */
  fault: {
    source: 's3://skyline-reference/airports/airports.parquet',
    column: 'origin_delay_rate',
    factor: 100,
    start: day('2001-04-10'),
    end: day('2001-05-01'),
  },
  /** Share of flights that are replayed without `--full`; leaves more than a million predictions. */
  share: 0.42,
} as const;
