import { describe, expect, it } from 'vitest';
import { SimulatedClock } from './simulatedClock.js';

function handWound(start: number) {
  let time = start;
  return {
    now: () => time,
    pass: (millis: number) => {
      time += millis;
    },
  };
}

describe('SimulatedClock', () => {
  it('stands still until it is moved', () => {
    const wall = handWound(50);
    const clock = new SimulatedClock(1000, wall);
    wall.pass(500);
    expect(clock.now()).toBe(1000);
    clock.advanceTo(1500);
    expect(clock.now()).toBe(1500);
  });

  it('never goes backwards', () => {
    const clock = new SimulatedClock(1000);
    clock.advanceTo(400);
    expect(clock.now()).toBe(1000);
  });

  it('runs on at wall speed once resumed, and can still be moved ahead', () => {
    const wall = handWound(50);
    const clock = new SimulatedClock(1000, wall);
    clock.resume();
    wall.pass(30);
    clock.resume();
    wall.pass(20);
    expect(clock.now()).toBe(1050);
    clock.advanceTo(1010);
    expect(clock.now()).toBe(1050);
    clock.advanceTo(2000);
    wall.pass(5);
    expect(clock.now()).toBe(2005);
  });

  it('stands still by the wall when the wall goes backwards before it is resumed', () => {
    const wall = handWound(50);
    const clock = new SimulatedClock(1000, wall);
    wall.pass(-40);
    expect(clock.now()).toBe(1000);
  });
});
