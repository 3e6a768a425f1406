import type { Incident, IncidentEvent } from '@driftline/contracts';
import { incidentSchema } from '@driftline/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestServers, type TestServers } from '../../testing/index.js';
import { connectDatabase } from '../connectDatabase.js';
import type { Database } from '../database.js';
import type { IncidentFilter, NewIncident, StoredIncident } from './storedIncident.js';

const DAY = 86_400_000;
const START = Date.UTC(2001, 0, 1);
const iso = (day: number) => new Date(START + day * DAY).toISOString();

let servers: TestServers;
let database: Database;

beforeAll(async () => {
  servers = await startTestServers();
  database = await connectDatabase({ url: servers.databaseUrl });
});
afterAll(async () => {
  await database.close();
  await servers.stop();
});
beforeEach(async () => {
  for (const { id } of await database.models.list()) await database.models.delete(id);
});

const opened: IncidentEvent = { at: iso(0), kind: 'opened', text: 'accuracy fell', by: null };

async function create(model: string, day: number, more: Partial<NewIncident> = {}): Promise<StoredIncident> {
  const { id } = await database.models.findOrCreate(model);
  return await database.incidents.create(
    {
      modelId: id,
      severity: 'page',
      status: 'open',
      cause: 'input-change',
      title: `day ${day}`,
      summary: '',
      openedAt: iso(day),
      closedAt: null,
      startedAt: iso(day - 1),
      slis: [],
      findings: [],
      suspects: { columns: [{ name: 'distance', score: 0.9, reasons: [] }], components: [], sources: [] },
      proposals: [],
      state: { streak: 1 },
      ...more,
    },
    [opened],
  );
}

describe('IncidentRepository', () => {
  it('gives back what was opened, as the API shows it', async () => {
    const { incident, state, modelId } = await create('flights', 1);
    expect(incidentSchema.parse(incident)).toEqual(incident);
    expect(incident).toMatchObject({
      model: 'flights',
      startedAt: iso(0),
      history: [opened],
      assignee: null,
    });
    expect(await database.incidents.get(incident.id)).toEqual({ incident, state, modelId });
    expect(state).toEqual({ streak: 1 });
    expect(await database.incidents.get('unknown')).toBeUndefined();
  });

  it('lets the engine and a person change it at once without undoing each other', async () => {
    const { incident } = await create('flights', 1);
    await Promise.all([
      database.incidents.update(incident.id, { severity: 'warn', state: { streak: 2 } }, [
        { at: iso(2), kind: 'updated', text: 'less bad', by: null },
      ]),
      database.incidents.update(incident.id, { status: 'acknowledged', assignee: 'ada' }, [
        { at: iso(2), kind: 'acknowledged', text: 'on it', by: 'ada' },
      ]),
    ]);
    const changed = await database.incidents.get(incident.id);
    expect(changed).toMatchObject({
      state: { streak: 2 },
      incident: { severity: 'warn', status: 'acknowledged', assignee: 'ada', title: 'day 1' },
    });
    expect(changed?.incident.history.map(({ kind }) => kind).sort()).toEqual([
      'acknowledged',
      'opened',
      'updated',
    ]);
  });

  it('closes and reopens', async () => {
    const { incident } = await create('flights', 1);
    await database.incidents.update(incident.id, { status: 'resolved', closedAt: iso(3) });
    expect((await database.incidents.get(incident.id))?.incident.closedAt).toBe(iso(3));
    await database.incidents.update(incident.id, { status: 'open', closedAt: null });
    expect((await database.incidents.get(incident.id))?.incident.closedAt).toBeNull();
  });

  it('changes nothing when there is no such incident', async () => {
    const change = database.incidents.update('unknown', { status: 'open' }, [opened]);
    await expect(change).rejects.toMatchObject({ code: 'incident_not_found', status: 404 });
  });

  describe('lists', () => {
    beforeEach(async () => {
      await create('flights', 1);
      await create('flights', 2, { severity: 'warn' });
      await create('flights', 3, { status: 'resolved', closedAt: iso(4) });
      await create('churn', 4);
      await create('churn', 4, { title: 'day 4 too' });
    });
    const titles = (incidents: readonly Incident[]) => incidents.map(({ title }) => title);

    it.each<[string, IncidentFilter, string[]]>([
      ['everything, newest first', {}, ['day 4', 'day 4 too', 'day 3', 'day 2', 'day 1']],
      ['one model', { model: 'flights' }, ['day 3', 'day 2', 'day 1']],
      ['an unknown model', { model: 'unknown' }, []],
      ['some states', { status: ['resolved', 'acknowledged'] }, ['day 3']],
      ['a severity', { severity: 'warn' }, ['day 2']],
      ['a time', { from: START + 2 * DAY, to: START + 4 * DAY }, ['day 3', 'day 2']],
    ])('%s', async (_case, filter, expected) => {
      const { items, nextCursor } = await database.incidents.list(filter);
      expect(titles(items).sort()).toEqual([...expected].sort());
      expect(items.map(({ openedAt }) => openedAt)).toEqual(
        items
          .map(({ openedAt }) => openedAt)
          .sort()
          .reverse(),
      );
      expect(nextCursor).toBeNull();
    });

    it.each([1, 2, 3, 4, 5, 6])('all of them once in pages of %i', async (limit) => {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page: { items: Incident[]; nextCursor: string | null } = await database.incidents.list({
          limit,
          ...(cursor === null ? {} : { cursor }),
        });
        expect(page.items.length).toBeLessThanOrEqual(limit);
        seen.push(...titles(page.items));
        cursor = page.nextCursor;
      } while (cursor !== null);
      expect(seen).toHaveLength(5);
      expect(new Set(seen).size).toBe(5);
    });

    it('what is open and what may be reopened', async () => {
      const { id } = await database.models.findOrCreate('flights');
      const open = await database.incidents.open(id);
      expect(open.map(({ incident }) => incident.title)).toEqual(['day 1', 'day 2']);
      const recent = await database.incidents.recent(id, 2);
      expect(recent.map(({ incident }) => incident.title)).toEqual(['day 3', 'day 2']);
      expect([...(await database.incidents.openCounts()).values()]).toEqual([2, 2]);
    });
  });
});
