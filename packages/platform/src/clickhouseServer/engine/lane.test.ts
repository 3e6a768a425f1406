import { describe, expect, it } from 'vitest';
import { Lane } from './lane.js';

const never = new AbortController().signal;

function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

describe('Lane', () => {
  it('runs at most its slots at once and in the order of arrival', async () => {
    const lane = new Lane('query', 1, 5);
    const order: string[] = [];
    const first = gate();
    const visits = ['a', 'b', 'c'].map((name) =>
      lane.admit(
        (run) => run(async () => (name === 'a' ? first.opened : undefined)).then(() => order.push(name)),
        never,
      ),
    );
    expect(lane.occupied).toBe(3);
    expect(order).toEqual([]);
    first.open();
    await Promise.all(visits);
    expect(order).toEqual(['a', 'b', 'c']);
    expect(lane.occupied).toBe(0);
  });

  it('refuses with a time to come back when every place is taken', async () => {
    const lane = new Lane('ingest', 1, 0);
    const first = gate();
    const running = lane.admit((run) => run(() => first.opened), never);
    const refused = lane.admit(async () => 1, never);
    await expect(refused).rejects.toMatchObject({ code: 202, status: 503, retryAfter: 1 });
    first.open();
    await running;
    await expect(lane.admit(async () => 1, never)).resolves.toBe(1);
  });

  it('lets go of a place in the queue when the caller leaves', async () => {
    const lane = new Lane('query', 1, 5);
    const first = gate();
    const running = lane.admit((run) => run(() => first.opened), never);
    const caller = new AbortController();
    const left = lane.admit((run) => run(async () => 'ran'), caller.signal);
    caller.abort(new Error('gone'));
    await expect(left).rejects.toThrow('gone');
    expect(lane.occupied).toBe(1);
    first.open();
    await running;
  });

  it('frees the slot of work that fails', async () => {
    const lane = new Lane('query', 1, 0);
    const failing = lane.admit((run) => run(() => Promise.reject(new Error('no'))), never);
    await expect(failing).rejects.toThrow('no');
    await expect(lane.admit((run) => run(async () => 2), never)).resolves.toBe(2);
  });
});
