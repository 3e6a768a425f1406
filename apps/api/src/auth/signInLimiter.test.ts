import { beforeEach, describe, expect, it } from 'vitest';
import { SignInLimiter } from './signInLimiter.js';

const MINUTE = 60_000;
const START = Date.UTC(2001, 0, 1);

describe('SignInLimiter', () => {
  let limiter: SignInLimiter;
  beforeEach(() => {
    limiter = new SignInLimiter();
  });
  const tries = (name: string, times: number, at = START) => {
    for (let each = 0; each < times; each += 1) limiter.tried(name, at);
  };

  it('lets ten tries through and no eleventh', () => {
    tries('ann', 10);
    expect(() => limiter.tried('ann', START)).toThrow(
      expect.objectContaining({ code: 'too_many_sign_ins', status: 429, retryAfter: 900 }),
    );
  });

  it('says how long to wait, counted from the first try', () => {
    tries('ann', 1);
    tries('ann', 9, START + 10 * MINUTE);
    expect(() => limiter.tried('ann', START + 11 * MINUTE)).toThrow(
      expect.objectContaining({ retryAfter: 240 }),
    );
  });

  it('lets somebody try again once the first try is fifteen minutes old', () => {
    tries('ann', 10);
    expect(() => limiter.tried('ann', START + 15 * MINUTE - 1)).toThrow();
    expect(() => limiter.tried('ann', START + 15 * MINUTE)).not.toThrow();
  });

  it('does not count tries that it refused', () => {
    tries('ann', 10);
    for (let each = 0; each < 5; each += 1) {
      expect(() => limiter.tried('ann', START + 14 * MINUTE)).toThrow();
    }
    tries('ann', 10, START + 15 * MINUTE);
  });

  it('forgets the failures of a name that signed in', () => {
    tries('ann', 9);
    limiter.succeeded('ann');
    tries('ann', 10);
  });

  it('counts each name for itself', () => {
    tries('ann', 10);
    tries('bob', 10);
    expect(() => limiter.tried('bob', START)).toThrow();
  });

  it('remembers a bounded number of names and forgets the one that waited longest', () => {
    tries('ann', 10);
    tries('bob', 10);
    for (let each = 0; each < 9_999; each += 1) limiter.tried(`name ${each}`, START);
    expect(() => limiter.tried('bob', START)).toThrow();
    expect(() => limiter.tried('ann', START)).not.toThrow();
  });
});
