import { CodedError } from '@driftline/contracts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GroupCommit } from './groupCommit.js';

const away = new CodedError({ code: 'store_unavailable', status: 503, message: 'away' });
const options = { groupDelayMs: 4, groupRows: 5, maxGroupRows: 10, insertsPerModel: 1 };

/** Notes each insert; rows named `poison` are refused, and while `down` everything is. */
class Store {
  readonly inserts: { modelId: string; rows: readonly string[]; token: string }[] = [];
  down = false;
  private gate: Promise<void> = Promise.resolve();

  /** Keeps inserts from ending until what it returns is called. */
  hold(): () => void {
    let letGo = () => {};
    this.gate = new Promise((resolve) => {
      letGo = resolve;
    });
    return () => letGo();
  }

  readonly insert = async (modelId: string, rows: readonly string[], token: string): Promise<void> => {
    this.inserts.push({ modelId, rows, token });
    await this.gate;
    if (this.down) throw away;
    if (rows.includes('poison')) throw new TypeError('cannot be encoded');
  };
}

let store: Store;
let commit: GroupCommit<string>;

beforeEach(() => {
  vi.useFakeTimers();
  store = new Store();
  commit = new GroupCommit(store.insert, options);
});
afterEach(() => vi.useRealTimers());

const rowsOf = () => store.inserts.map((insert) => insert.rows);

describe('small requests', () => {
  it('that arrive together share one insert, once the delay is over', async () => {
    const settled = Promise.all([commit.submit('m', ['a'], '1'), commit.submit('m', ['b', 'c'], '2')]);
    await vi.advanceTimersByTimeAsync(3);
    expect(rowsOf()).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    await settled;
    expect(rowsOf()).toEqual([['a', 'b', 'c']]);
  });

  it('of different models do not share', async () => {
    const settled = Promise.all([commit.submit('m', ['a'], '1'), commit.submit('n', ['b'], '2')]);
    await vi.advanceTimersByTimeAsync(4);
    await settled;
    expect(store.inserts.map((insert) => insert.modelId)).toEqual(['m', 'n']);
  });

  it('go at once when together they are many', async () => {
    await Promise.all([commit.submit('m', ['a', 'b', 'c'], '1'), commit.submit('m', ['d', 'e'], '2')]);
    expect(rowsOf()).toEqual([['a', 'b', 'c', 'd', 'e']]);
  });

  it('go at once on flush', async () => {
    const settled = commit.submit('m', ['a'], '1');
    commit.flush();
    await settled;
    expect(rowsOf()).toEqual([['a']]);
  });

  it('get a token that depends on who shares the insert', async () => {
    const run = async (...tokens: string[]) => {
      const settled = Promise.all(tokens.map((token) => commit.submit('m', ['a'], token)));
      commit.flush();
      await settled;
      return store.inserts.at(-1)?.token;
    };
    expect(await run('1')).toBe('1');
    const both = await run('1', '2');
    expect(both).toMatch(/^[0-9a-f]{64}$/);
    expect(await run('1', '2')).toBe(both);
    expect(await run('2', '1')).not.toBe(both);
  });
});

describe('a big request', () => {
  const five = ['1', '2', '3', '4', '5'];

  it('goes at once, and takes those along that wait', async () => {
    await Promise.all([commit.submit('m', ['a'], '1'), commit.submit('m', five, '2')]);
    expect(rowsOf()).toEqual([['a', ...five]]);
  });

  it('that comes while an insert is under way shares the next with others, up to the limit', async () => {
    const letGo = store.hold();
    const settled = Promise.all([
      commit.submit('m', five, '1'),
      commit.submit('m', five, '2'),
      commit.submit('m', ['b'], '3'),
      commit.submit('m', five, '4'),
      commit.submit('m', five, '5'),
    ]);
    await vi.advanceTimersByTimeAsync(100);
    expect(rowsOf()).toEqual([five]);
    letGo();
    await settled;
    expect(rowsOf()).toEqual([five, [...five, 'b', ...five], five]);
  });

  it('of another model is not held up', async () => {
    const letGo = store.hold();
    const first = commit.submit('m', five, '1');
    const other = commit.submit('n', five, '2');
    expect(store.inserts).toHaveLength(2);
    letGo();
    await Promise.all([first, other]);
  });
});

describe('a failed insert', () => {
  it('whose rows are refused fails the request that brought them and no other', async () => {
    const outcomes = Promise.allSettled([
      commit.submit('m', ['a'], '1'),
      commit.submit('m', ['poison'], '2'),
      commit.submit('m', ['b'], '3'),
    ]);
    commit.flush();
    expect((await outcomes).map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(rowsOf()).toEqual([['a', 'poison', 'b'], ['a', 'poison'], ['a'], ['poison'], ['b']]);
    expect(store.inserts.slice(2).map((insert) => insert.token)).toEqual(['1', '2', '3']);
  });

  it('because the store is away fails exactly the requests of the group, without a second try', async () => {
    store.down = true;
    const outcomes = Promise.allSettled([commit.submit('m', ['a'], '1'), commit.submit('m', ['b'], '2')]);
    commit.flush();
    expect(await outcomes).toEqual([
      { status: 'rejected', reason: away },
      { status: 'rejected', reason: away },
    ]);
    expect(store.inserts).toHaveLength(1);
    store.down = false;
    const next = commit.submit('m', ['c'], '3');
    commit.flush();
    await expect(next).resolves.toBeUndefined();
  });
});
