import type { Distance } from './distance.js';
import { hellinger } from './hellinger/hellinger.js';
import { jensenShannon } from './jensenShannon/jensenShannon.js';
import { kolmogorovSmirnov } from './kolmogorovSmirnov/kolmogorovSmirnov.js';
import { lInfinity } from './lInfinity/lInfinity.js';
import { psi } from './psi/psi.js';
import { totalVariation } from './totalVariation/totalVariation.js';
import { wasserstein } from './wasserstein/wasserstein.js';

/** Every distance, by its name. One line here registers one. */
export const distances = {
  jensenShannon,
  hellinger,
  psi,
  totalVariation,
  lInfinity,
  wasserstein,
  kolmogorovSmirnov,
} satisfies Record<string, Distance>;

export type DistanceName = keyof typeof distances;
