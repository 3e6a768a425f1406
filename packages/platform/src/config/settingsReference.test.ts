import { describe, expect, it } from 'vitest';
import { loadConfig } from './loadConfig.js';
import { settings } from './settings.js';
import { settingsReference } from './settingsReference.js';

const values = loadConfig({});

describe('settingsReference', () => {
  it('has one complete row for every setting', () => {
    const rows = settingsReference();
    expect(rows).toHaveLength(Object.keys(values).length);
    expect(new Set(rows.map((row) => row.variable)).size).toBe(rows.length);
    for (const row of rows) expect(Object.values(row).every((cell) => cell !== '')).toBe(true);
  });

  it.each(
    Object.entries(settings).filter(([key]) =>
      ['string', 'number', 'boolean'].includes(typeof values[key as keyof typeof values]),
    ),
  )('writes the default of %s as it holds when it is not set', (_key, { variable, fallback }) => {
    expect(loadConfig({ [variable]: fallback })).toEqual(values);
  });
});
