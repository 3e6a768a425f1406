import { spawn } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  answer,
  type MisbehavingCollector,
  startMisbehavingCollector,
} from '../fakes/misbehavingCollector.js';

/** The built package, as a host would load it. */
const built = new URL('../../dist/index.js', import.meta.url).href;

let collector: MisbehavingCollector;
beforeEach(async () => {
  collector = await startMisbehavingCollector();
});
afterEach(() => collector.stop());

/** Runs a host process that logs one prediction and ends without flushing; resolves with its exit code. */
function runHost(options: object): Promise<number | null> {
  const script = `
    import { createClient } from ${JSON.stringify(built)};
    const client = createClient(${JSON.stringify({ url: collector.url, apiKey: 'key', model: 'm', ...options })});
    client.logPrediction({ predictionId: 'last', score: 0.5 });`;
  const host = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' });
  return new Promise((resolve, reject) => host.on('error', reject).on('exit', resolve));
}

describe('the end of the host process', () => {
  it('sends what is queued, without waiting for the flush interval', async () => {
    expect(await runHost({ flushIntervalMs: 600_000 })).toBe(0);
    expect(collector.received).toMatchObject([{ events: [{ predictionId: 'last' }] }]);
  });

  it('retries meanwhile', async () => {
    collector.behave(answer(503));
    expect(await runHost({ backoffMs: 5 })).toBe(0);
    expect(collector.received).toHaveLength(2);
  });

  it('is not held up by a collector that stays away', async () => {
    collector.behave(...Array.from({ length: 50 }, () => answer(503)));
    expect(await runHost({ backoffMs: 60_000, maxBackoffMs: 60_000, closeTimeoutMs: 200 })).toBe(0);
    expect(collector.received.length).toBeLessThan(2);
  });
});
