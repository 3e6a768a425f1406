import { describe, expect, it } from 'vitest';
import { Turnstile } from './turnstile.js';

const LONG = 1_000_000;

describe('Turnstile', () => {
  it('lets everybody pass who waited when it turned', async () => {
    const turnstile = new Turnstile();
    const [one, other] = [turnstile.next(LONG), turnstile.next(LONG)];
    turnstile.turn();
    await Promise.all([one.passed, other.passed]);
    const later = turnstile.next(LONG);
    const first = await Promise.race([later.passed.then(() => 'passed'), Promise.resolve('waits')]);
    expect(first).toBe('waits');
    later.cancel();
    await later.passed;
  });

  it('lets pass by itself after a while', async () => {
    await new Turnstile().next(1).passed;
  });
});
