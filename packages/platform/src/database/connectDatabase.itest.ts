import type { ServerEvent } from '@driftline/contracts';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestServers, type TestServers } from '../testing/index.js';
import { connectDatabase } from './connectDatabase.js';
import type { Database } from './database.js';
import { databaseTrouble } from './databaseTrouble.js';

let servers: TestServers;
let url: string;
let database: Database;

beforeAll(async () => {
  servers = await startTestServers();
});
afterAll(async () => {
  await database.close();
  await servers.stop();
});
beforeEach(async () => {
  await database?.close();
  url = await servers.freshDatabase();
  database = await connectDatabase({ url });
});

const change = (id: string): ServerEvent => ({
  kind: 'model',
  id,
  model: id,
  at: '2001-01-01T00:00:00.000Z',
});

/** Cuts every other connection to the database, as a restarting server would. */
async function cutConnections(): Promise<void> {
  const admin = new Client({ connectionString: url });
  await admin.connect();
  await admin.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  );
  await admin.end();
}

/** What a listener heard, and a promise for its next sign of life. */
function ear() {
  const heard: string[] = [];
  const waiting: (() => void)[] = [];
  const note = (text: string) => {
    heard.push(text);
    for (const wake of waiting.splice(0)) wake();
  };
  return {
    heard,
    onChange: (event: ServerEvent) => note(event.id),
    onGap: () => note('gap'),
    until: async (text: string) => {
      while (!heard.includes(text)) await new Promise<void>((resolve) => waiting.push(resolve));
    },
  };
}

describe('transaction', () => {
  it('commits all or nothing', async () => {
    const failed = database.transaction(async (facts) => {
      await facts.models.findOrCreate('flights');
      await facts.settings.set('a', 1);
      await facts.incidents.update('unknown', { status: 'open' });
    });
    await expect(failed).rejects.toMatchObject({ code: 'incident_not_found' });
    expect(await database.models.list()).toEqual([]);
    await database.transaction(async (facts) => {
      await facts.models.merge((await facts.models.findOrCreate('flights')).id, { versions: ['1'] });
      await facts.settings.set('a', 1);
    });
    expect(await database.models.list()).toMatchObject([{ name: 'flights', versions: ['1'] }]);
    expect(await database.settings.get('a')).toBe(1);
  });
});

describe('changes', () => {
  it('reach every listener, from a transaction only when it commits', async () => {
    const other = await connectDatabase({ url });
    const [here, there] = [ear(), ear()];
    const subscriptions = [
      await database.listenChanges(here.onChange),
      await other.listenChanges(there.onChange),
    ];
    const failed = database.transaction(async (facts) => {
      await facts.changes.publish(change('never'));
      await facts.incidents.update('unknown', {});
    });
    await expect(failed).rejects.toThrow();
    await database.transaction((facts) => facts.changes.publish(change('committed')));
    await other.publishChange(change('last'));
    await Promise.all([here.until('last'), there.until('last')]);
    expect(here.heard).toEqual(['committed', 'last']);
    expect(there.heard).toEqual(['committed', 'last']);
    for (const subscription of subscriptions) await subscription.close();
    await other.close();
  });

  it('are heard again after the connection was cut, and the listener is told of the gap', async () => {
    const listener = ear();
    const subscription = await database.listenChanges(listener.onChange, listener.onGap);
    await cutConnections();
    await listener.until('gap');
    await database.publishChange(change('after'));
    await listener.until('after');
    expect(listener.heard).toEqual(['gap', 'after']);
    await subscription.close();
  });

  it('are no longer heard once closed', async () => {
    const listener = ear();
    const subscription = await database.listenChanges(listener.onChange);
    await subscription.close();
    await subscription.close();
    const other = ear();
    const still = await database.listenChanges(other.onChange);
    await database.publishChange(change('late'));
    await other.until('late');
    expect(listener.heard).toEqual([]);
    await still.close();
  });

  it('carry the longest name that a model may have', async () => {
    const listener = ear();
    const subscription = await database.listenChanges(listener.onChange);
    const name = '✈'.repeat(200);
    await database.publishChange(change(name));
    await listener.until(name);
    await subscription.close();
  });
});

describe('withModelLock', () => {
  it('lets one at a time work on a model, across processes, and others on other models', async () => {
    const other = await connectDatabase({ url });
    let inside = 0;
    let most = 0;
    const work = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await database.models.list();
      inside -= 1;
    };
    const both = [database, other];
    await Promise.all(
      Array.from({ length: 20 }, (_, each) => (both[each % 2] ?? database).withModelLock('m1', work)),
    );
    expect(most).toBe(1);
    const order: string[] = [];
    await database.withModelLock('m1', async () => {
      await other.withModelLock('m2', async () => void order.push('m2'));
      order.push('m1');
    });
    expect(order).toEqual(['m2', 'm1']);
    await other.close();
  });

  it('waits without starving queries, even when more wait than there are connections', async () => {
    const small = await connectDatabase({ url, poolSize: 1 });
    const results = await Promise.all(
      Array.from({ length: 40 }, (_, each) =>
        small.withModelLock('m1', async () => {
          await small.models.list();
          return each;
        }),
      ),
    );
    expect(results).toHaveLength(40);
    await small.close();
  });

  it('is free again after the work failed', async () => {
    const failed = database.withModelLock('m1', async () => {
      throw new TypeError('bug');
    });
    await expect(failed).rejects.toThrow('bug');
    expect(await database.withModelLock('m1', async () => 'free')).toBe('free');
  });

  it('tells the work when the lock was lost with its connection', async () => {
    const lost = await database.withModelLock('m1', async (signal) => {
      const aborted = new Promise<boolean>((resolve) =>
        signal.addEventListener('abort', () => resolve(true)),
      );
      await cutConnections();
      return await aborted;
    });
    expect(lost).toBe(true);
    expect(await database.withModelLock('m1', async () => 'free')).toBe('free');
  });
});

describe('databaseTrouble', () => {
  const codeOf = async (work: Promise<unknown>) =>
    databaseTrouble(await work.catch((error: unknown) => error))?.code;

  it('knows a server that is away, however it is asked', async () => {
    const away = await connectDatabase({ url: 'postgresql://x:y@127.0.0.1:1/none', migrate: false });
    expect(await codeOf(away.models.list())).toBe('database_unavailable');
    expect(await codeOf(away.models.count('x', { rows: 1 }))).toBe('database_unavailable');
    expect(await codeOf(away.transaction((facts) => facts.models.list()))).toBe('database_unavailable');
    expect(await codeOf(away.withModelLock('m', async () => {}))).toBe('database_unavailable');
    expect(await codeOf(away.listenChanges(() => {}))).toBe('database_unavailable');
    expect(await codeOf(away.ping())).toBe('database_unavailable');
    await away.close();
  });

  it('knows a connection that was cut in the middle, and the next query works', async () => {
    const cut = database.transaction(async (facts) => {
      await facts.models.list();
      await cutConnections();
      return await facts.models.list();
    });
    expect(await codeOf(cut)).toBe('database_unavailable');
    expect(await database.models.list()).toEqual([]);
  });

  it('takes nothing else for trouble', async () => {
    expect(databaseTrouble(new TypeError('bug'))).toBeUndefined();
    expect(databaseTrouble('text')).toBeUndefined();
    expect(await codeOf(database.models.update('unknown', { task: 'binary' }))).toBeUndefined();
    await database.ping();
  });
});
