import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeModelRegistry } from '../fakes/fakeModelRegistry.js';
import { TrafficReporter } from './trafficReporter.js';

const INTERVAL = 2000;
let registry: FakeModelRegistry;
let hints: string[];
let warnings: object[];
let reporter: TrafficReporter;

beforeEach(() => {
  vi.useFakeTimers();
  registry = new FakeModelRegistry();
  hints = [];
  warnings = [];
  const log = { warn: (fields: object) => void warnings.push(fields), error: () => {} };
  reporter = new TrafficReporter(
    registry,
    { evaluateModel: async (id) => void hints.push(id) },
    log,
    INTERVAL,
  );
});
afterEach(() => vi.useRealTimers());

const rows = (count: number, newestEventAt: number) => ({ rows: count, labels: 0, newestEventAt });
const labels = (count: number) => ({ rows: 0, labels: count, newestEventAt: undefined });

describe('TrafficReporter', () => {
  it('reports the first rows of a model at once and the next within the interval, added up', async () => {
    reporter.add('m', rows(3, 100));
    await vi.advanceTimersByTimeAsync(0);
    reporter.add('m', rows(1, 300));
    reporter.add('m', rows(2, 200));
    reporter.add('m', labels(5));
    await vi.advanceTimersByTimeAsync(INTERVAL - 1);
    expect(registry.counts).toEqual([{ id: 'm', rows: 3, labels: 0, newestEventAt: 100 }]);
    await vi.advanceTimersByTimeAsync(1);
    expect(registry.counts.slice(1)).toEqual([{ id: 'm', rows: 3, labels: 5, newestEventAt: 300 }]);
    expect(hints).toEqual(['m', 'm']);
  });

  it('keeps models apart and says no newest event for labels alone', async () => {
    reporter.add('m', rows(1, 100));
    reporter.add('n', labels(1));
    await vi.advanceTimersByTimeAsync(0);
    expect(registry.counts[1]).toEqual({ id: 'n', rows: 0, labels: 1 });
    expect(hints).toEqual(['m', 'n']);
  });

  it('hints although the counters cannot be written, and logs what they lack', async () => {
    registry.fail = new TypeError('facts are away');
    reporter.add('m', rows(1, 100));
    await vi.advanceTimersByTimeAsync(0);
    expect(hints).toEqual(['m']);
    expect(warnings).toMatchObject([{ modelId: 'm', rows: 1 }]);
  });

  it('drain reports what still waits', async () => {
    reporter.add('m', rows(1, 100));
    await vi.advanceTimersByTimeAsync(0);
    reporter.add('m', rows(1, 200));
    await reporter.drain();
    expect(registry.counts).toHaveLength(2);
  });
});
