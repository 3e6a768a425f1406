import { seededUniform } from '../math/seededUniform.js';
import { standardNormal } from '../math/standardNormal.js';
import { type Feature, sources } from './features.js';

const ENTITIES = 300;
/** Shares of a value's variance: what belongs to the entity of that day, and what to the row; the rest is the day's. */
const OF_ENTITY = 0.6;
const OF_DAY = 0.003;

/** Standard normal numbers behind the features: each source holds entities whose values it delivers anew every day. */
export class World {
  readonly #seed: number;
  readonly #days = new Map<number, Float64Array>();
  readonly #features: readonly Feature[];

  constructor(seed: number, features: readonly Feature[]) {
    this.#seed = seed;
    this.#features = features;
  }

  /** Draws which entity of each source a row is about, and the row's own part of every feature. */
  drawRow(uniform: () => number): { entities: number[]; own: number[] } {
    return {
      entities: sources.map(() => Math.floor(uniform() * ENTITIES)),
      own: this.#features.map(() => standardNormal(uniform)),
    };
  }

  /** The number behind one feature of a row, as its source delivered it on a day. */
  behind(index: number, row: { entities: number[]; own: number[] }, day: number): number {
    const feature = this.#features[index];
    if (!feature) return 0;
    const numbers = this.#day(day);
    const offset = index * (ENTITIES + 1);
    const entity = row.entities[sources.indexOf(feature.source)] ?? 0;
    return (
      Math.sqrt(OF_ENTITY) * (numbers[offset + entity] ?? 0) +
      Math.sqrt(OF_DAY) * (numbers[offset + ENTITIES] ?? 0) +
      Math.sqrt(1 - OF_ENTITY - OF_DAY) * (row.own[index] ?? 0)
    );
  }

  #day(day: number): Float64Array {
    const known = this.#days.get(day);
    if (known) return known;
    const uniform = seededUniform(this.#seed * 7919 + day * 104_729 + 1);
    const numbers = Float64Array.from({ length: this.#features.length * (ENTITIES + 1) }, () =>
      standardNormal(uniform),
    );
    this.#days.set(day, numbers);
    return numbers;
  }
}
