import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RecordingOptions, recordReplay } from '@driftline/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runDriftline } from '../testing/runDriftline.js';
import { writeRecording } from '../testing/writeRecording.js';
import type { ReplayReport } from './replayReport.js';

const world: RecordingOptions = {
  seed: 5,
  referenceDays: 28,
  liveDays: 14,
  rowsPerDay: 150,
  features: 4,
  labelDelayHours: 6,
  lineage: 'quality',
};
/** 2026-02-02 is the first live day: distances arrive in metres from the 6th up to, not including, the 9th. */
const fault = { kind: 'factor', factor: 1000, feature: 'distance_km', from: 4, to: 7 } as const;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'driftline-replay-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function replay(
  name: string,
  ...worlds: RecordingOptions[]
): Promise<{ text: string; report: ReplayReport }> {
  const recording = join(folder, name);
  await writeRecording(recording, recordReplay(...worlds));
  const { code, stdout, stderr } = await runDriftline(['replay', recording, '--json']);
  expect(stderr).not.toContain('rejected');
  expect(code).toBe(0);
  return { text: stdout, report: JSON.parse(stdout) };
}

describe('driftline replay', () => {
  it('pages once for a fault, names column, component and source first, and says the same again', async () => {
    const first = await replay('faulty', { ...world, troubles: [fault] });
    expect(first.report.incidents).toEqual([
      {
        openedAt: '2026-02-06T12:00:00.000Z',
        closedAt: '2026-02-10T01:00:00.000Z',
        severity: 'page',
        model: 'delivery',
        title: expect.stringMatching(
          /^delivery: distance_km changed by factor [0-9]+, and .* (fell|rose) from /,
        ),
        columns: ['distance_km'],
        components: ['build_orders_features', 'load_orders'],
        sources: ['postgres://shop:5432/shop.public.orders'],
      },
    ]);
    const [model] = first.report.models;
    expect(model?.name).toBe('delivery');
    expect(model?.windows.map(({ start }) => start.slice(0, 10))).toEqual(
      Array.from({ length: 14 }, (_, i) => `2026-02-${String(i + 2).padStart(2, '0')}`),
    );
    expect(model?.windows.every(({ state }) => state !== 'provisional')).toBe(true);
    const second = await replay('faulty', { ...world, troubles: [fault] });
    expect(second.text).toBe(first.text);
  });

  it('raises nothing where nothing is wrong, for two models in one folder', async () => {
    const other = { ...world, seed: 6, model: 'returns', lineage: false, features: 3 };
    const { report } = await replay('clean', { ...world, liveDays: 7 }, { ...other, liveDays: 7 });
    expect(report.incidents).toEqual([]);
    expect(report.models.map(({ name, windows }) => [name, windows.length])).toEqual([
      ['delivery', 7],
      ['returns', 7],
    ]);
  });
});
