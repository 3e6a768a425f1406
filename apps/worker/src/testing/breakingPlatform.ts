import type { Platform } from '@driftline/platform';

/** What a test throws in place of a crash. */
export class Crash extends Error {}

/**
 * The platform of a process that dies at its n-th write of evaluations: with `before`, what it was about to write is
 * lost; with `after`, it is written and nobody was told.
 */
export function breakingPlatform(platform: Platform, n: number, when: 'before' | 'after'): Platform {
  const { database } = platform;
  let writes = 0;
  const write = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    writes += 1;
    if (writes === n && when === 'before') throw new Crash();
    const result = await work();
    if (writes === n) throw new Crash();
    return result;
  };
  const windows = new Proxy(database.windows, {
    get: (target, name) => {
      const method = Reflect.get(target, name).bind(target);
      return name === 'upsert' ? (...args: unknown[]) => write(() => method(...args)) : method;
    },
  });
  const transaction: typeof database.transaction = (work) => write(() => database.transaction(work));
  return { ...platform, database: { ...database, windows, transaction } };
}
