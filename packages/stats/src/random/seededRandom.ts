import type { Random } from './random.js';
import { seedFrom } from './seedFrom.js';

const rotate = (value: number, bits: number): number => (value << bits) | (value >>> (32 - bits));

/** Spreads one 32-bit seed over the generator's state (Steele, Lea & Flood 2014, 32-bit variant). */
function splitMix(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return mixed ^ (mixed >>> 15);
  };
}

/**
 * A repeatable uniform generator in [0, 1) with 32 bits of resolution: xoshiro128** 1.1 (Blackman & Vigna,
 * "Scrambled linear pseudorandom number generators", 2021). Equal seeds give equal streams on every platform.
 */
export function seededRandom(seed: number | string): Random {
  const next = splitMix(typeof seed === 'string' ? seedFrom(seed) : seed);
  let a = next();
  let b = next();
  let c = next();
  let d = next();
  return () => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
    return (result >>> 0) / 4294967296;
  };
}
