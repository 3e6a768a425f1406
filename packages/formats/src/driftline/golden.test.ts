import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defaultDecodeLimits } from '../decodeLimits.js';
import type { EventKind } from '../wireFormat.js';
import { driftlineFormat } from './driftlineFormat.js';

const golden = new URL('../../../contracts/src/golden/', import.meta.url);
const limits = { ...defaultDecodeLimits, now: Date.parse('2030-01-01T00:00:00Z') };

describe.each<[string, EventKind]>([
  ['predictionEvent', 'predictions'],
  ['labelEvent', 'labels'],
])("the contracts' golden files of %s", (schema, kind) => {
  it.each([
    ['valid', 0],
    ['invalid', 1],
  ])('%s: %d rejections each', (validity, rejected) => {
    const folder = new URL(`${schema}/${validity}/`, golden);
    const files = readdirSync(folder);
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      const body = readFileSync(new URL(file, folder));
      const batch = driftlineFormat.decode(
        { headers: {}, contentType: 'application/json', body, kind },
        limits,
      );
      expect([file, batch.rejections.length]).toEqual([file, rejected]);
      expect(batch[kind]).toHaveLength(1 - rejected);
    }
  });
});
