import { type Incident, incidentSchema, type Page } from '@driftline/contracts';
import { startTestServers, type TestServers } from '@driftline/platform/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiOnServers, apiOnServers } from '../testing/apiOnServers.js';
import { expectProblem } from '../testing/expectProblem.js';
import { iso, openIncident } from '../testing/facts.js';

let servers: TestServers;
let api: ApiOnServers;

beforeAll(async () => {
  servers = await startTestServers();
  api = await apiOnServers(servers);
});
afterAll(async () => {
  await api?.stop();
  await servers?.stop();
});

const act = (id: string, action: string, body?: unknown) =>
  api.call('POST', `/v1/incidents/${id}/${action}`, { body });
const last = (body: unknown) => incidentSchema.parse(body).history.at(-1);

describe('the list', () => {
  beforeAll(async () => {
    await openIncident(api.platform, 'listed', 1);
    await openIncident(api.platform, 'listed', 2, { severity: 'warn' });
    await openIncident(api.platform, 'listed', 3, { status: 'resolved', closedAt: iso(4) });
    await openIncident(api.platform, 'another', 5);
  });
  const titles = ({ body }: { body: unknown }) => (body as Page<Incident>).items.map(({ title }) => title);

  it.each([
    ['everything, newest first', '', ['day 5', 'day 3', 'day 2', 'day 1']],
    ['of a model', 'model=listed', ['day 3', 'day 2', 'day 1']],
    ['of an unknown model', 'model=none', []],
    ['by severity', 'severity=warn', ['day 2']],
    ['by status', 'status=resolved', ['day 3']],
    ['by several states', 'model=listed&status=open,acknowledged', ['day 2', 'day 1']],
  ])('shows %s', async (_case, query, expected) => {
    expect(titles(await api.call('GET', `/v1/incidents?${query}`))).toEqual(expected);
  });

  it('goes on page by page', async () => {
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const after = cursor === '' ? '' : `&cursor=${cursor}`;
      const { body } = await api.call('GET', `/v1/incidents?model=listed&limit=2${after}`);
      const page = body as Page<Incident>;
      seen.push(...page.items.map(({ title }) => title));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(['day 3', 'day 2', 'day 1']);
  });

  it.each([
    ['an unknown state', 'status=closed', 'invalid_input'],
    ['an unknown severity', 'severity=high', 'invalid_input'],
    ['a limit of nothing', 'limit=0', 'invalid_input'],
    ['a cursor of its own making', 'cursor=abc', 'invalid_cursor'],
    ['a NUL', 'model=%00', 'nul_in_url'],
  ])('refuses %s', async (_case, query, code) => {
    expectProblem(await api.call('GET', `/v1/incidents?${query}`), 400, code);
  });
});

describe('one incident', () => {
  it('is shown whole', async () => {
    const id = await openIncident(api.platform, 'shown', 1);
    const { body } = await api.call('GET', `/v1/incidents/${id}`);
    expect(incidentSchema.parse(body)).toEqual(body);
    expect(body).toMatchObject({ id, model: 'shown', status: 'open', history: [{ kind: 'opened' }] });
  });

  it('is acknowledged once, by the one who asks', async () => {
    const id = await openIncident(api.platform, 'acknowledged', 1);
    const first = await act(id, 'acknowledge');
    expect(first).toMatchObject({ status: 200, body: { status: 'acknowledged' } });
    expect(last(first.body)).toMatchObject({ kind: 'acknowledged', by: expect.stringMatching(/^key:dl_/) });
    expect((await act(id, 'acknowledge')).body).toEqual(first.body);
  });

  it('is assigned to somebody and to nobody', async () => {
    const id = await openIncident(api.platform, 'assigned', 1);
    const given = await act(id, 'assign', { email: 'ann@example.org' });
    expect(given.body).toMatchObject({ assignee: 'ann@example.org' });
    expect(last(given.body)).toMatchObject({ text: 'Assigned to ann@example.org' });
    expect((await act(id, 'assign', { email: null })).body).toMatchObject({ assignee: null });
  });

  it('takes comments, in order, as written', async () => {
    const id = await openIncident(api.platform, 'commented', 1);
    for (const text of ['first', '<b>ü</b> 🛫\n']) await act(id, 'comment', { text });
    const { body } = await api.call('GET', `/v1/incidents/${id}`);
    expect(incidentSchema.parse(body).history.map(({ text }) => text)).toEqual([
      'accuracy fell',
      'first',
      '<b>ü</b> 🛫\n',
    ]);
  });

  it('is resolved once, at a time', async () => {
    const id = await openIncident(api.platform, 'resolved', 1);
    const first = await act(id, 'resolve');
    expect(first.body).toMatchObject({ status: 'resolved', closedAt: expect.stringMatching(/Z$/) });
    expect((await act(id, 'resolve')).body).toEqual(first.body);
    expect((await act(id, 'acknowledge')).body).toEqual(first.body);
  });

  it.each([
    ['acknowledge', undefined],
    ['assign', { email: 'ann' }],
    ['comment', { text: 'hello' }],
    ['resolve', undefined],
  ])('that is unknown: %s says so', async (action, body) => {
    expectProblem(await act('none', action, body), 404, 'incident_not_found');
  });

  it.each([
    ['comment', 'no body', undefined],
    ['comment', 'no text', {}],
    ['comment', 'an empty text', { text: '' }],
    ['comment', 'a text beyond the limit', { text: 'x'.repeat(10_001) }],
    ['comment', 'a NUL', { text: 'a\0b' }],
    ['comment', 'half a surrogate pair', { text: '\ud800' }],
    ['comment', 'a list', ['text']],
    ['assign', 'no name', {}],
    ['assign', 'an empty name', { email: '' }],
    ['assign', 'a number', { email: 7 }],
  ])('%s refuses %s', async (action, _case, body) => {
    const id = await openIncident(api.platform, 'refused', 1);
    expectProblem(await act(id, action, body), 400, 'invalid_input');
  });

  it('keeps in the audit log who did what', async () => {
    const id = await openIncident(api.platform, 'audited', 1);
    await act(id, 'comment', { text: 'hello' });
    const entries = await api.platform.database.audit.list();
    expect(entries.find((entry) => entry.subject === id)).toMatchObject({ action: 'incident.commented' });
  });
});
