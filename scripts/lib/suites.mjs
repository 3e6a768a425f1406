/** Every suite of tests: a Vitest project of the same name, and the system packages it needs. */
export const suites = [
  { name: 'unit', what: 'pure code, beside the code', needs: [] },
  {
    name: 'integration',
    what: 'real PostgreSQL, ClickHouse engine, BullMQ and Redis',
    needs: ['redis', 'ssh'],
  },
  { name: 'console', what: 'the web console in Chromium', needs: ['chromium'] },
  {
    name: 'end-to-end',
    what: 'the whole platform: the demo, replay, kill -9, the console on live data',
    needs: ['chromium'],
  },
];
