import { incidentSchema } from '@driftline/contracts';
import { describe, expect, it, vi } from 'vitest';
import type { EventRow } from '../testing/eventRow.js';
import { MemoryStore } from '../testing/memoryStore.js';
import { live, REFERENCE_START, type Story, storyOf } from '../testing/story.js';
import type { IncidentChange } from './engineIncident.js';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const base = { seed: 22, referenceDays: 28, liveDays: 26, rowsPerHour: 25 };
const LIVE = REFERENCE_START + 28 * DAY;
const stable = storyOf(base);

/** Each story is several months of traffic. */
vi.setConfig({ testTimeout: 60_000 });

const told = (changes: readonly IncidentChange[]) =>
  changes
    .filter(({ action }) => action !== 'touch')
    .map(({ action, incident: { cause, severity } }) => `${action} ${cause} ${severity}`);

/** Live days `from` to `to` (exclusive) with changed rows. */
function during(story: Story, from: number, to: number, change: (row: EventRow) => EventRow): Story {
  const within = ({ timestamp }: EventRow) => timestamp >= LIVE + from * DAY && timestamp < LIVE + to * DAY;
  const rows = story.rows.map((row) => (within(row) ? change(row) : row));
  return { ...story, rows, store: new MemoryStore(rows) };
}

/** What the model answers when it sees a hundred times the wind: late, for sure. */
const fooled = (row: EventRow): EventRow => ({
  ...row,
  features: { ...row.features, wind: Number(row.features.wind) * 100 },
  score: Number(row.features.wind) > 0 ? 0.9999 : 0.0001,
  prediction: Number(row.features.wind) > 0 ? 'late' : 'on_time',
});
const harmless = (row: EventRow): EventRow => ({
  ...row,
  features: { ...row.features, wind: Number(row.features.wind) * 100 },
});

describe('a feature that turns into percent for a week and ruins the model', () => {
  const story = during(stable, 10, 17, fooled);
  const { changes, incidents, evaluations } = live(story);
  const [incident] = incidents;

  it('is one page, from the first two days to soon after the repair', () => {
    expect(incidents).toHaveLength(1);
    expect(incident).toMatchObject({ cause: 'input-change', severity: 'page', status: 'resolved' });
    expect(incident?.startedAt).toBe(LIVE + 10 * DAY);
    const paged = changes.find(({ incident: one }) => one.severity === 'page');
    expect(Date.parse(paged?.event?.at ?? '')).toBeLessThanOrEqual(LIVE + 12 * DAY);
    expect(incident?.closedAt).toBeGreaterThan(LIVE + 17 * DAY);
    expect(incident?.closedAt).toBeLessThanOrEqual(LIVE + 19 * DAY);
  });

  it('names the feature, the factor and the metric in the title', () => {
    expect(incident?.columns[0]).toBe('wind');
    expect(incident?.title).toMatch(
      /^flight-delay: wind changed by factor 100, and [A-Z]?\w.* (fell|rose) from \S+ to \S+$/i,
    );
    expect(incident?.summary).toMatch(
      /^Since 12 February 2026, 00:00 UTC\. .*95 % interval.*natural.*median went from/,
    );
  });

  it('tells each change once', () => {
    expect(told(changes).filter((text) => text.startsWith('open'))).toHaveLength(1);
    expect(told(changes).at(-1)).toBe('resolve input-change page');
    expect(told(changes).length).toBeLessThanOrEqual(4);
  });

  it('fits the contract', () => {
    const iso = (time: number | null | undefined) => (time == null ? null : new Date(time).toISOString());
    const { memory: _memory, key, ...fields } = incident ?? { memory: null, key: '' };
    const suspects = { columns: [], components: [], sources: [] };
    const record = {
      ...fields,
      id: key,
      model: 'flight-delay',
      openedAt: iso(incident?.openedAt),
      closedAt: iso(incident?.closedAt),
      startedAt: iso(incident?.startedAt),
      assignee: null,
      suspects,
      proposals: [],
      history: changes.flatMap(({ event }) => (event ? [{ ...event, by: null }] : [])),
    };
    expect(incidentSchema.safeParse(record).error).toBeUndefined();
  });

  it('is paged on estimates before the labels of that day are in', () => {
    const first = evaluations.find(({ start, findings }) => start === LIVE + 10 * DAY && findings.length > 0);
    expect(first?.state).toBe('provisional');
    expect(incident?.openedAt).toBe(first?.asOf);
  });
});

describe('the same change of a feature that the model does not mind', () => {
  const { changes } = live(during(stable, 10, 17, harmless));

  it('warns, never pages', () => {
    expect(told(changes)).toEqual(['open input-change warn', 'resolve input-change warn']);
  });
});

describe('a feature that goes missing altogether', () => {
  const gone = during(stable, 10, 12, (row) => ({
    ...row,
    features: { ...row.features, wind: null },
  }));
  const { changes } = live(gone);

  it('pages at once as a hard error', () => {
    expect(told(changes)).toEqual(['open hard-error page', 'resolve hard-error page']);
    expect(changes[0]?.incident.openedAt).toBe(LIVE + 10 * DAY + 6 * HOUR);
    expect(changes[0]?.incident.title).toBe('flight-delay: wind is missing in every row');
  });
});

describe('two features that break two weeks apart', () => {
  const first = during(stable, 3, 26, harmless);
  const both = during(first, 17, 20, (row) => ({ ...row, features: { ...row.features, origin: null } }));
  const { incidents } = live(both);

  it('are two incidents', () => {
    expect(incidents.map(({ cause, columns }) => [cause, columns])).toEqual([
      ['input-change', ['wind']],
      ['hard-error', ['origin']],
    ]);
  });
});

describe('outcomes that change under unchanged inputs', () => {
  const shift = (logOdds: number) =>
    storyOf({ ...base, drifts: [{ kind: 'concept', from: LIVE + 10 * DAY, logOdds }] });

  it('warns that scores and labels disagree, with both rates, and names no feature', () => {
    const { incidents } = live(shift(1));
    const warning = incidents.find(({ cause }) => cause === 'outcome-shift');
    expect(warning).toMatchObject({ severity: 'warn', status: 'open', columns: [], findings: [] });
    expect(warning?.title).toMatch(/^flight-delay: \d+ % positive outcomes where the scores expect \d+ %$/);
    expect(warning?.openedAt).toBeGreaterThan(LIVE + 10 * DAY);
    expect(warning?.openedAt).toBeLessThan(LIVE + 20 * DAY);
  });

  it('never pages while the order of scores holds', () => {
    expect(live(shift(0.6)).incidents.filter(({ severity }) => severity === 'page')).toEqual([]);
  });
});

describe('labels that turn into noise', () => {
  const flip = (row: EventRow): EventRow => {
    const odd = Math.floor(row.timestamp / 144_000) % 2 === 0;
    return { ...row, label: odd ? 'late' : 'on_time' };
  };
  const { incidents, changes } = live(during(stable, 10, 16, flip));

  it('pages for performance by labels alone, and resolves by labels', () => {
    const page = incidents.find(({ severity }) => severity === 'page');
    expect(page).toMatchObject({ cause: 'performance', status: 'resolved' });
    expect(page?.memory.seenByLabels).toBe(true);
    expect(page?.startedAt).toBe(LIVE + 10 * DAY);
    expect(told(changes)).toContain('resolve performance page');
  });
});

describe('labels of which a share turns into noise', () => {
  /** Every so many-th row gets the other label. */
  const noisy = (from: number, to: number, every: number) =>
    during(stable, from, to, (row) =>
      Math.floor(row.timestamp / 144_000) % every === 0
        ? { ...row, label: row.label === 'late' ? 'on_time' : 'late' }
        : row,
    );
  const pages = (story: Story) => live(story).incidents.filter(({ severity }) => severity === 'page');

  it.each([
    ['a deep drop of two days', 10, 12, 2],
    ['a shallow drop that lasts', 8, 24, 7],
  ])('pages at %s', (_case, from, to, every) => {
    const [page] = pages(noisy(from, to, every));
    expect(page?.cause).toBe('performance');
    expect(page?.startedAt).toBeGreaterThanOrEqual(LIVE + from * DAY);
    expect(page?.startedAt).toBeLessThan(LIVE + to * DAY);
  });

  it('does not at a slight drop of a day', () => {
    expect(pages(noisy(10, 11, 12))).toEqual([]);
  });
});

describe('stable traffic with natural swings', () => {
  it('pages nobody in 200 windows, and hardly ever warns', () => {
    const lives = [101, 102, 103, 104].map((seed) =>
      live(storyOf({ ...base, seed, liveDays: 50, rowsPerHour: 15 })),
    );
    const opened = lives.flatMap(({ changes }) => changes.filter(({ action }) => action === 'open'));
    const windows = lives.flatMap(({ evaluations }) => evaluations.filter(({ state }) => state === 'final'));
    expect(windows).toHaveLength(200);
    expect(opened.filter(({ incident }) => incident.severity === 'page')).toEqual([]);
    expect(opened.length).toBeLessThanOrEqual(2);
  });
});
