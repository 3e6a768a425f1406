import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answersOf } from '../testing/answersOf.js';
import { breakingPlatform, Crash } from '../testing/breakingPlatform.js';
import { between, referenceOf, type WorkerOnServers, workerOnServers } from '../testing/workerOnServers.js';
import { calmWorld, day, LIVE, MODEL, troubledWorld } from '../testing/worlds.js';

const workers: WorkerOnServers[] = [];
const worker = async () => {
  const started = await workerOnServers(MODEL, LIVE);
  workers.push(started);
  await started.platform.database.webhooks.create({ url: 'https://example.com/hook', sealedSecret: 'x' });
  return started;
};

afterAll(async () => {
  for (const each of workers) await each.stop();
});

describe('days with a fault in between', () => {
  const recording = troubledWorld();
  let answers: Awaited<ReturnType<typeof answersOf>>;
  beforeAll(async () => {
    const uninterrupted = await worker();
    await uninterrupted.liveUntil(recording, day(12));
    answers = await answersOf(uninterrupted);
  });

  it('give one page that names the feature and ends with the fault', () => {
    expect(answers.incidents).toHaveLength(1);
    const [incident] = answers.incidents;
    expect(incident).toMatchObject({ severity: 'page', status: 'resolved', cause: 'input-change' });
    expect(incident?.suspects.columns[0]?.name).toBe('distance_km');
    expect(incident?.startedAt).toBe(new Date(day(4)).toISOString());
    expect(Date.parse(incident?.openedAt ?? '')).toBeLessThan(day(5));
    expect(Date.parse(incident?.closedAt ?? '')).toBeGreaterThan(day(7));
    expect(Date.parse(incident?.closedAt ?? '')).toBeLessThanOrEqual(day(9));
    expect([...answers.alerts].sort()[0]).toBe('incident.opened');
  });

  it('give the same answers when the worker dies again and again', async () => {
    const dying = await worker();
    let deaths = 0;
    await dying.take(referenceOf(recording));
    for (let lived = 0; lived < 12; lived += 1) {
      dying.clock.advanceTo(day(lived + 1));
      await dying.take(between(recording, day(lived), day(lived + 1)));
      for (const when of ['before', 'after', 'before', 'after'] as const) {
        await dying.evaluate(breakingPlatform(dying.platform, 2, when)).catch((error: unknown) => {
          if (!(error instanceof Crash)) throw error;
          deaths += 1;
        });
      }
      await dying.evaluate();
    }
    expect(deaths).toBeGreaterThan(30);
    expect(await answersOf(dying)).toEqual(answers);
  });

  it('give the same incidents when everything is evaluated at the end', async () => {
    const late = await worker();
    late.clock.advanceTo(day(12));
    await late.take(referenceOf(recording));
    await late.take(between(recording, day(0), day(12)));
    await late.evaluate();
    const { incidents, alerts } = await answersOf(late);
    expect(incidents).toEqual(answers.incidents);
    expect(alerts).toEqual(answers.alerts);
  });

  it('change nothing when nothing new happened', async () => {
    const idle = await worker();
    await idle.liveUntil(recording, day(6));
    const before = await answersOf(idle);
    await idle.evaluate();
    expect(await answersOf(idle)).toEqual(before);
  });
});

describe('calm days', () => {
  const recording = calmWorld();

  it('raise nothing, and a window that was touched late is revised', async () => {
    const calm = await worker();
    await calm.liveUntil(recording, day(10));
    const before = await answersOf(calm);
    expect(before.incidents).toEqual([]);
    expect(before.windows.map(({ start }) => Date.parse(start))).toContain(day(1));

    const touched = before.windows.find(({ start }) => Date.parse(start) === day(1));
    const labelled = new Set(recording.labels.map(({ predictionId }) => predictionId));
    const ofThatDay = recording.predictions.filter(
      ({ timestamp }) => Date.parse(timestamp) >= day(1) && Date.parse(timestamp) < day(2),
    );
    const [example] = ofThatDay;
    if (!example) throw new TypeError('the world has no second day');
    const missing = ofThatDay.filter(({ predictionId }) => !labelled.has(predictionId));
    const at = new Date(day(10) - 1000).toISOString();
    await calm.take({
      predictions: [{ ...example, predictionId: 'came late' }],
      labels: missing.map(({ model, predictionId }) => ({
        model,
        predictionId,
        timestamp: at,
        label: 'late',
      })),
    });
    calm.clock.advanceTo(day(12));
    await calm.take({
      predictions: [{ ...example, predictionId: 'next', timestamp: new Date(day(11)).toISOString() }],
    });
    await calm.evaluate();

    const { windows } = await answersOf(calm);
    const revised = windows.find(({ start }) => Date.parse(start) === day(1));
    expect(revised?.state).toBe('revised');
    expect(revised?.rows).toBe((touched?.rows ?? 0) + 1);
    expect(revised?.maturity).toBeCloseTo((touched?.rows ?? 0) / ((touched?.rows ?? 0) + 1), 6);
    expect(Date.parse(revised?.asOf ?? '')).toBeGreaterThan(Date.parse(touched?.asOf ?? ''));
    const untouched = (all: typeof windows) => all.find(({ start }) => Date.parse(start) === day(2));
    expect(untouched(windows)).toEqual(untouched(before.windows));
  });
});
