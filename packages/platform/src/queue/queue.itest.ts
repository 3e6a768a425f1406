import type { JobName } from '@driftline/contracts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestServers, type TestServers } from '../testing/index.js';
import { createQueue } from './createQueue.js';
import { defineJobHandler } from './defineJobHandler.js';
import type { JobContext, JobHandler } from './jobHandler.js';
import { JOB_NAMES } from './jobNames.js';
import type { Queue } from './queue.js';
import { startTestRedis, type TestRedis } from './testing/startTestRedis.js';

let servers: TestServers;
let redis: TestRedis;

beforeAll(async () => {
  servers = await startTestServers();
  redis = await startTestRedis();
});
afterAll(async () => {
  await servers.stop();
  await redis.stop();
});

type Does = (payload: object, context: JobContext) => Promise<void> | void;

/** Handlers for the whole catalogue; jobs that a test does not name do nothing. */
function handlers(does: Partial<Record<JobName, Does>> = {}): JobHandler[] {
  return JOB_NAMES.map((name) =>
    defineJobHandler(name, async (payload, context) => await does[name]?.(payload, context)),
  );
}

/** A gate that handlers wait at until the test opens it. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  let reach = () => {};
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  const pass = () => {
    reach();
    return opened;
  };
  return { open, reached, pass };
}

describe.each(['postgres', 'redis'] as const)('queue on %s', (backend) => {
  const opened: Queue[] = [];
  let prefixes = 0;
  const freshPrefix = () => `${backend}${prefixes++}`;
  const connect = async (prefix = freshPrefix()): Promise<Queue> => {
    const queue = await createQueue({
      databaseUrl: servers.databaseUrl,
      ...(backend === 'redis' ? { redisUrl: redis.url } : {}),
      prefix,
    });
    opened.push(queue);
    return queue;
  };
  const start = async (queue: Queue, does: Partial<Record<JobName, Does>>) =>
    await queue.startWorkers(handlers(does), { schedules: false });

  afterEach(async () => {
    for (const queue of opened.splice(0)) await queue.close();
  });

  it('hands each job to its handler once, with its payload', async () => {
    const queue = await connect();
    const seen: unknown[] = [];
    await start(queue, {
      evaluateModel: (payload, { attempt }) => void seen.push({ ...payload, attempt }),
      buildMap: (payload) => void seen.push(payload),
    });
    await queue.add('evaluateModel', { modelId: 'm1' });
    await queue.add('buildMap', { mapId: 'p1' });
    await queue.drained();
    expect(seen).toHaveLength(2);
    expect(seen).toEqual(expect.arrayContaining([{ modelId: 'm1', attempt: 1 }, { mapId: 'p1' }]));
  });

  it('refuses a payload that does not fit the catalogue', async () => {
    const queue = await connect();
    await expect(queue.add('evaluateModel', JSON.parse('{}'))).rejects.toThrow(/modelId/);
    expect((await queue.counts()).evaluateModel.waiting).toBe(0);
  });

  it('refuses to start without a handler for every job', async () => {
    const queue = await connect();
    const incomplete = handlers().slice(1);
    await expect(queue.startWorkers(incomplete)).rejects.toMatchObject({ code: 'job_handler_missing' });
  });

  it('drops a job while one with its dedupe key waits, and no other', async () => {
    const queue = await connect();
    for (const dedupe of ['m1', 'm1', 'm2', 'm1'])
      await queue.add('evaluateModel', { modelId: dedupe }, { dedupe });
    expect((await queue.counts()).evaluateModel.waiting).toBe(2);
    const seen: unknown[] = [];
    await start(queue, { evaluateModel: (payload) => void seen.push(payload) });
    await queue.drained();
    expect(seen).toEqual([{ modelId: 'm1' }, { modelId: 'm2' }]);
    await queue.add('evaluateModel', { modelId: 'm1' }, { dedupe: 'm1' });
    await queue.drained();
    expect(seen).toHaveLength(3);
  });

  it('runs once more after the active job when its dedupe key was added meanwhile', async () => {
    const queue = await connect();
    const door = gate();
    let runs = 0;
    await start(queue, {
      evaluateModel: async () => {
        runs += 1;
        await door.pass();
      },
    });
    const add = () => queue.add('evaluateModel', { modelId: 'm1' }, { dedupe: 'm1' });
    await add();
    await door.reached;
    for (let again = 0; again < 3; again += 1) await add();
    door.open();
    await queue.drained();
    expect(runs).toBe(2);
  });

  it('loses nothing when jobs with one key are added from many sides while they run', async () => {
    const prefix = freshPrefix();
    const [producer, worker] = [await connect(prefix), await connect(prefix)];
    let wanted = 0;
    let done = 0;
    await start(worker, {
      evaluateModel: () => {
        done = wanted;
      },
    });
    for (let round = 0; round < 100; round += 1) {
      wanted += 1;
      await (round % 2 ? producer : worker).add('evaluateModel', { modelId: 'm' }, { dedupe: 'm' });
    }
    await producer.drained();
    expect(done).toBe(100);
  });

  it('runs a delayed job when its time has come, and is drained before', async () => {
    const queue = await connect();
    const door = gate();
    await start(queue, { deliverAlert: () => door.pass() });
    const from = Date.now();
    await queue.add('deliverAlert', { deliveryId: 'd' }, { delayMs: 300 });
    await queue.drained();
    expect((await queue.counts()).deliverAlert).toMatchObject({ delayed: 1, active: 0 });
    await door.reached;
    expect(Date.now() - from).toBeGreaterThanOrEqual(300);
    door.open();
  });

  it('tries a failed job again after a pause, and is not drained before', async () => {
    const queue = await connect();
    const attempts: number[] = [];
    await start(queue, {
      evaluateModel: (_payload, { attempt }) => {
        attempts.push(attempt);
        if (attempt === 1) throw new TypeError('store away');
      },
    });
    const from = Date.now();
    await queue.add('evaluateModel', { modelId: 'm' });
    await queue.drained();
    expect(attempts).toEqual([1, 2]);
    expect(Date.now() - from).toBeGreaterThanOrEqual(1000);
    expect(await queue.failed()).toEqual([]);
  });

  it('keeps what failed for good with its reason until it is run again', async () => {
    const queue = await connect();
    let broken = true;
    await start(queue, {
      deliverAlert: () => {
        if (broken) throw new TypeError('receiver broke');
      },
    });
    await queue.add('deliverAlert', { deliveryId: 'd1' });
    await queue.drained();
    const [failed] = await queue.failed();
    expect(failed).toMatchObject({
      name: 'deliverAlert',
      payload: { deliveryId: 'd1' },
      reason: 'receiver broke',
      attempts: 1,
    });
    broken = false;
    await queue.retryFailed(failed?.id ?? '');
    await queue.drained();
    expect(await queue.failed()).toEqual([]);
    await expect(queue.retryFailed(failed?.id ?? '')).rejects.toMatchObject({ code: 'job_not_failed' });
    await expect(queue.retryFailed('nonsense:1')).rejects.toMatchObject({ code: 'job_not_failed' });
  });

  it('runs as many jobs of a kind at once as the catalogue allows', async () => {
    const queue = await connect();
    const door = gate();
    let [active, most] = [0, 0];
    await start(queue, {
      deliverAlert: async () => {
        active += 1;
        most = Math.max(most, active);
        if (active === 4) door.open();
        await door.pass();
        active -= 1;
      },
    });
    for (let each = 0; each < 12; each += 1) await queue.add('deliverAlert', { deliveryId: `d${each}` });
    await queue.drained();
    expect(most).toBe(4);
  });

  it('repeats scheduled jobs once for all processes, and not at all when told', async () => {
    const prefix = freshPrefix();
    const quiet = await connect(prefix);
    let sweeps = 0;
    const door = gate();
    const sweep = async () => {
      sweeps += 1;
      door.open();
      await door.pass();
    };
    await start(quiet, { sweep });
    await quiet.drained();
    expect(sweeps).toBe(0);
    const loud = [await connect(prefix), await connect(prefix)];
    for (const queue of loud) await queue.startWorkers(handlers({ sweep }));
    await door.reached;
    await quiet.drained();
    expect(sweeps).toBe(1);
  });

  it('keeps installations with different prefixes apart', async () => {
    const [one, other] = [await connect(), await connect()];
    await one.add('sweep', {});
    expect((await other.counts()).sweep.waiting).toBe(0);
    expect((await one.counts()).sweep.waiting).toBe(1);
  });

  it('says how long the longest waiting job has waited', async () => {
    const queue = await connect();
    expect(await queue.lag()).toBe(0);
    await queue.add('sweep', {});
    const added = Date.now();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await queue.lag()).toBeGreaterThanOrEqual(Date.now() - added - 10);
    await start(queue, {});
    await queue.drained();
    expect(await queue.lag()).toBe(0);
  });

  it('lets an active job finish before it closes', async () => {
    const queue = await createQueue({
      databaseUrl: servers.databaseUrl,
      ...(backend === 'redis' ? { redisUrl: redis.url } : {}),
      prefix: freshPrefix(),
    });
    const door = gate();
    let finished = false;
    await start(queue, {
      sweep: async () => {
        await door.pass();
        finished = true;
      },
    });
    await queue.add('sweep', {});
    await door.reached;
    const closed = queue.close();
    expect(finished).toBe(false);
    door.open();
    await closed;
    expect(finished).toBe(true);
  });
});
