import type { Incident } from '@driftline/contracts';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SimulatedClock } from '../clock/simulatedClock.js';
import { connectDatabase } from '../database/connectDatabase.js';
import type { Database } from '../database/database.js';
import { createSecretBox } from '../security/secretBox.js';
import { startTestServers, type TestServers } from '../testing/index.js';
import { createDeliverer } from './createDeliverer.js';
import { sealEndpointSecret } from './endpointSecret.js';
import { enqueueAlerts } from './enqueueAlerts.js';
import { createNotifiers } from './notifiers.js';
import { type BadReceiver, type Behaviour, startBadReceiver } from './testing/badReceiver.js';
import { newWebhookSecret } from './webhook/webhookSecret.js';

const AT = '2001-04-10T00:00:00.000Z';
const box = createSecretBox('s'.repeat(32));
const secret = newWebhookSecret();

let servers: TestServers;
let receiver: BadReceiver;
let database: Database;
let clock: SimulatedClock;
let scheduled: { id: string; delayMs: number }[];

beforeAll(async () => {
  servers = await startTestServers();
  receiver = await startBadReceiver();
});
afterAll(async () => {
  await receiver.stop();
  await servers.stop();
});
beforeEach(async () => {
  await database?.close();
  database = await connectDatabase({ url: await servers.freshDatabase() });
  clock = new SimulatedClock(Date.now());
  scheduled = [];
  receiver.received.length = 0;
});
afterAll(async () => {
  await database.close();
});

const deliverer = (secretBox = box) =>
  createDeliverer({
    database,
    secretBox,
    notifiers: createNotifiers({ allowPrivate: true, timeoutMs: 300 }),
    schedule: async (id, delayMs) => void scheduled.push({ id, delayMs }),
    clock,
    random: () => 0,
  });

const endpoint = (behaviour: Behaviour) =>
  database.webhooks.create({ url: receiver.url(behaviour), sealedSecret: sealEndpointSecret(box, secret) });

async function openIncident(): Promise<Incident> {
  const model = await database.models.findOrCreate('flights');
  const { incident } = await database.incidents.create(
    {
      modelId: model.id,
      severity: 'page',
      status: 'open',
      cause: 'input-change',
      title: 'broke',
      summary: 'since then',
      openedAt: AT,
      closedAt: null,
      startedAt: AT,
      slis: [],
      findings: [],
      suspects: { columns: [], components: [], sources: [] },
      proposals: [],
      state: {},
    },
    [],
  );
  return incident;
}

async function alertTo(behaviour: Behaviour): Promise<string> {
  await endpoint(behaviour);
  const incident = await openIncident();
  const [id] = await enqueueAlerts(database, incident, 'incident.opened', AT);
  return id ?? '';
}

describe('enqueueAlerts', () => {
  it('writes one delivery per enabled endpoint', async () => {
    const [on, off] = [await endpoint('accepts'), await endpoint('accepts')];
    await database.webhooks.setEnabled(off.id, false);
    const incident = await openIncident();
    const ids = await enqueueAlerts(database, incident, 'incident.opened', AT);
    const { items } = await database.deliveries.list();
    expect(items).toMatchObject([
      { id: ids[0], endpointId: on.id, incidentId: incident.id, status: 'pending' },
    ]);
  });

  it('writes nothing when the change of the incident does not commit', async () => {
    await endpoint('accepts');
    const incident = await openIncident();
    const changed = database.transaction(async (facts) => {
      await enqueueAlerts(facts, incident, 'incident.resolved', AT);
      await facts.incidents.update('unknown', { status: 'resolved' });
    });
    await expect(changed).rejects.toMatchObject({ code: 'incident_not_found' });
    expect((await database.deliveries.list()).items).toEqual([]);
  });
});

describe('deliver', () => {
  it('sends the signed alert once, however often it is called', async () => {
    const id = await alertTo('accepts');
    const { deliver } = deliverer();
    await Promise.all([deliver(id), deliver(id), deliver(id)]);
    await deliver(id);
    expect(receiver.received).toHaveLength(1);
    const { body = '', headers = {} } = receiver.received[0] ?? {};
    expect(new Webhook(secret).verify(body, headers)).toMatchObject({
      type: 'incident.opened',
      timestamp: AT,
      data: { title: 'broke' },
    });
    expect(headers['webhook-id']).toBe(id);
    expect(await database.deliveries.get(id)).toMatchObject({
      status: 'delivered',
      attempts: 1,
      responseStatus: 204,
      error: null,
      deliveredAt: new Date(clock.now()).toISOString(),
    });
    expect(scheduled).toEqual([]);
  });

  it('tries again under the same id when it is due, not before', async () => {
    const id = await alertTo('fails');
    const { deliver } = deliverer();
    await deliver(id);
    expect(scheduled).toEqual([{ id, delayMs: 5000 }]);
    expect(await database.deliveries.get(id)).toMatchObject({ status: 'retrying', responseStatus: 500 });
    await deliver(id);
    expect(await database.deliveries.due(clock.now())).toEqual([]);
    expect(receiver.received).toHaveLength(1);
    clock.advanceTo(clock.now() + 5000);
    expect(await database.deliveries.due(clock.now())).toEqual([id]);
    await deliver(id);
    expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual([id, id]);
  });

  it('fails after ten tries, with every one of them in the log', async () => {
    const id = await alertTo('resets');
    const { deliver } = deliverer();
    for (let attempt = 1; attempt <= 12; attempt += 1) {
      await deliver(id);
      clock.advanceTo(clock.now() + (scheduled.at(-1)?.delayMs ?? 0));
    }
    const attempts = await database.deliveries.attempts(id);
    expect(attempts).toHaveLength(10);
    expect(attempts[9]).toMatchObject({ responseStatus: null, error: expect.stringContaining('ECONNRESET') });
    expect(await database.deliveries.get(id)).toMatchObject({ status: 'failed', attempts: 10 });
  });

  it('switches an endpoint off that answers 410, with all that is under way to it', async () => {
    const id = await alertTo('isGone');
    const incident = await openIncident();
    const [later] = await enqueueAlerts(database, incident, 'incident.opened', AT);
    await deliverer().deliver(id);
    const [switchedOff] = await database.webhooks.list();
    expect(switchedOff).toMatchObject({ enabled: false, disabledReason: expect.stringContaining('410') });
    expect(await database.deliveries.get(id)).toMatchObject({ status: 'disabled', responseStatus: 410 });
    expect(await database.deliveries.get(later ?? '')).toMatchObject({ status: 'disabled' });
  });

  it('sends nothing to an endpoint that a person switched off meanwhile', async () => {
    const id = await alertTo('accepts');
    const [target] = await database.webhooks.list();
    await database.webhooks.setEnabled(target?.id ?? '', false);
    await deliverer().deliver(id);
    expect(receiver.received).toEqual([]);
    expect(await database.deliveries.get(id)).toMatchObject({ status: 'disabled' });
  });

  it('is due again when the worker that took it died', async () => {
    const id = await alertTo('accepts');
    await database.deliveries.claim(id, clock.now(), 60_000);
    await deliverer().deliver(id);
    expect(receiver.received).toEqual([]);
    clock.advanceTo(clock.now() + 60_000);
    expect(await database.deliveries.due(clock.now())).toEqual([id]);
    await deliverer().deliver(id);
    expect(await database.deliveries.get(id)).toMatchObject({ status: 'delivered', attempts: 2 });
  });

  it('fails with a reason when the secret was sealed with another key', async () => {
    const id = await alertTo('accepts');
    await deliverer(createSecretBox('t'.repeat(32))).deliver(id);
    expect(receiver.received).toEqual([]);
    expect(await database.deliveries.get(id)).toMatchObject({
      status: 'failed',
      error: 'A stored secret cannot be decrypted.',
    });
  });

  it('sends a finished delivery again when a person asks for it', async () => {
    const id = await alertTo('accepts');
    await deliverer().deliver(id);
    expect(await database.deliveries.redeliver(id)).toBe(true);
    await deliverer().deliver(id);
    expect(receiver.received).toHaveLength(2);
    expect(await database.deliveries.redeliver('unknown')).toBe(false);
  });
});
