import type { IncidentMemory } from './engineIncident.js';

const MOST_STARTS = 50;

/** The window is bad by its newest evaluation: it extends the incident, and earlier recovery no longer counts. */
export function withBad(memory: IncidentMemory, start: number): IncidentMemory {
  const bad = insert(memory.bad, start);
  const last = bad.at(-1) ?? start;
  return { ...memory, bad, good: memory.good.filter((good) => good > last) };
}

/** The window turned out good: it counts towards recovery, or withdraws an earlier verdict. */
export function withGood(memory: IncidentMemory, start: number): IncidentMemory {
  const bad = memory.bad.filter((one) => one !== start);
  const last = bad.at(-1) ?? Number.NEGATIVE_INFINITY;
  return { ...memory, bad, good: insert(memory.good, start).filter((good) => good > last) };
}

function insert(starts: readonly number[], start: number): number[] {
  return [...new Set([...starts, start])].sort((a, b) => a - b).slice(-MOST_STARTS);
}
