import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { between, referenceOf, type WorkerOnServers, workerOnServers } from '../testing/workerOnServers.js';
import { calmWorld, day, LIVE, MODEL } from '../testing/worlds.js';
import { joinArrivals } from './joinArrivals.js';
import { refreshReference } from './refreshReference.js';

let worker: WorkerOnServers;
const recording = calmWorld();
const { predictions = [], labels = [] } = referenceOf(recording);
const most = labels.slice(0, Math.floor(labels.length * 0.8));

beforeAll(async () => {
  worker = await workerOnServers(MODEL, LIVE);
});
afterAll(async () => {
  await worker.stop();
});

async function refresh() {
  const model = await worker.model();
  await joinArrivals(worker.platform, model);
  return await refreshReference(worker.platform, model, await worker.platform.eventStore.coverage(model.id));
}

describe('refreshReference, as events come in', () => {
  it.each([
    ['nothing', {}, undefined],
    ['reference rows alone', { predictions, labels: most }, undefined],
    ['live rows: the reference is complete', between(recording, day(0), day(1)), 1],
    ['more live rows', between(recording, day(1), day(2)), 1],
    ['a few labels of the reference', { labels: labels.slice(most.length, most.length + 5) }, 1],
    ['the other labels of the reference', { labels: labels.slice(most.length + 5) }, 2],
    ['nothing more', {}, 2],
  ])('%s', async (_case, events, version) => {
    await worker.take(events);
    const current = await refresh();
    expect(current?.version).toBe(version);
    if (current) expect(current.document).toMatchObject({ task: 'binary', windowSeconds: 86_400 });
  });

  it('learns from all labels, whatever their time', async () => {
    expect((await refresh())?.document.coverage).toBe(1);
  });
});
