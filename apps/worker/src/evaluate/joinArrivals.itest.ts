import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { between, type WorkerOnServers, workerOnServers } from '../testing/workerOnServers.js';
import { calmWorld, day, LIVE, MODEL } from '../testing/worlds.js';
import { joinArrivals } from './joinArrivals.js';
import { keepTouchedHours } from './touchedHours.js';

const HOUR = 3_600_000;

let worker: WorkerOnServers;
const recording = calmWorld();
const hour = (from: number) => between(recording, from, from + HOUR);
const arrivals = async () => await joinArrivals(worker.platform, await worker.model());
const accountFor = async (left: readonly number[]) =>
  await keepTouchedHours(worker.platform.database, (await worker.model()).id, left);

beforeAll(async () => {
  worker = await workerOnServers(MODEL, LIVE);
});
afterAll(async () => {
  await worker.stop();
});

describe('joinArrivals', () => {
  it('finds nothing of a model without events', async () => {
    expect(await arrivals()).toEqual([]);
  });

  it('names every hour until it is accounted for', async () => {
    const hours = [day(0) + 12 * HOUR, day(1) + 3 * HOUR];
    for (const from of hours) await worker.take({ predictions: hour(from).predictions ?? [] });
    expect(await arrivals()).toEqual(hours);
    expect(await arrivals()).toEqual(hours);
    await accountFor(hours.slice(1));
    expect(await arrivals()).toEqual(hours.slice(1));
    await accountFor([]);
    expect(await arrivals()).toEqual([]);
  });

  it('joins a label to a prediction that comes after it, and names the hour of the prediction', async () => {
    const [prediction] = hour(day(2) + 9 * HOUR).predictions ?? [];
    if (!prediction) throw new TypeError('the world has no such hour');
    const { model, predictionId } = prediction;
    const timestamp = new Date(day(3)).toISOString();
    await worker.take({ labels: [{ model, predictionId, timestamp, label: 'late' }] });
    expect(await arrivals()).toEqual([]);
    await worker.take({ predictions: [prediction] });
    expect(await arrivals()).toEqual([day(2) + 9 * HOUR]);
    const range = { start: day(2), end: day(3), asOf: day(4), reference: false, ages: [] };
    const { id } = await worker.model();
    expect((await worker.platform.eventStore.labelDelay(id, range)).labelled).toBe(1);
  });
});
