import type { IncidentStatus } from '@driftline/contracts';
import { afterAll, describe, expect, it } from 'vitest';
import { answersOf } from '../testing/answersOf.js';
import { type WorkerOnServers, workerOnServers } from '../testing/workerOnServers.js';
import { day, LIVE, MODEL, troubledWorld } from '../testing/worlds.js';

const recording = troubledWorld();
const workers: WorkerOnServers[] = [];

afterAll(async () => {
  for (const each of workers) await each.stop();
});

/** A worker that has lived up to a day of the fault (4 to 7) or after it. */
async function livedUntil(number: number): Promise<WorkerOnServers> {
  const worker = await workerOnServers(MODEL, LIVE);
  workers.push(worker);
  await worker.liveUntil(recording, day(number));
  return worker;
}

async function say(worker: WorkerOnServers, status: IncidentStatus, at: number): Promise<void> {
  const { items } = await worker.platform.database.incidents.list();
  const closedAt = status === 'resolved' ? new Date(at).toISOString() : null;
  for (const { id } of items) await worker.platform.database.incidents.update(id, { status, closedAt });
}

describe('what a person says of an incident', () => {
  it.each([
    ['acknowledged stays acknowledged while the fault goes on', 'acknowledged', 6, 7, 'acknowledged'],
    ['acknowledged is resolved when the fault ends', 'acknowledged', 6, 12, 'resolved'],
    ['resolved by hand comes back while the fault goes on', 'resolved', 5, 7, 'open'],
    ['resolved by hand stays resolved when the fault has ended', 'resolved', 7.2, 12, 'resolved'],
  ] as const)('%s', async (_case, status, from, to, after) => {
    const worker = await livedUntil(from);
    const before = await answersOf(worker);
    expect(before.incidents.map((incident) => incident.status)).toEqual(['open']);
    await say(worker, status, day(from));
    await worker.liveUntil(recording, day(to));
    const { incidents } = await answersOf(worker);
    expect(incidents.map((incident) => incident.status)).toEqual([after]);
    expect(incidents[0]?.closedAt === null).toBe(after !== 'resolved');
    const reopened = incidents[0]?.history.filter(({ kind }) => kind === 'reopened');
    expect(reopened).toHaveLength(status === 'resolved' && after === 'open' ? 1 : 0);
  });
});
