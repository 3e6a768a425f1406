import type { CalibrationBin } from './calibrationBin.js';
import type { CalibrationMap } from './calibrationMap.js';

interface Block {
  first: number;
  last: number;
  positives: number;
  total: number;
}

const shareOf = (block: Block): number => block.positives / block.total;

/** Bins by ascending score without empty ones; equal scores merged. */
function levelsOf(bins: readonly CalibrationBin[]): Block[] {
  const levels: Block[] = [];
  for (const { score, positives, total } of bins.toSorted((a, b) => a.score - b.score)) {
    const previous = levels.at(-1);
    if (total <= 0) continue;
    if (previous?.last === score) {
      previous.positives += positives;
      previous.total += total;
    } else levels.push({ first: score, last: score, positives, total });
  }
  return levels;
}

/** Pool adjacent violators (Barlow et al. 1972): merges neighbours until the shares ascend. */
function pool(levels: readonly Block[]): Block[] {
  const blocks: Block[] = [];
  for (const level of levels) {
    let block = level;
    for (
      let previous = blocks.at(-1);
      previous && shareOf(previous) >= shareOf(block);
      previous = blocks.at(-1)
    ) {
      blocks.pop();
      block = {
        first: previous.first,
        last: block.last,
        positives: previous.positives + block.positives,
        total: previous.total + block.total,
      };
    }
    blocks.push(block);
  }
  return blocks;
}

/**
 * The ascending function of the score closest to the labels in least squares, each bin weighted by its total.
 * Returns the ends of its flat pieces; without rows, the empty map, which leaves scores as they are.
 */
export function isotonicRegression(bins: readonly CalibrationBin[]): CalibrationMap {
  const map: CalibrationMap = { x: [], y: [] };
  for (const block of pool(levelsOf(bins))) {
    map.x.push(block.first);
    map.y.push(shareOf(block));
    if (block.last > block.first) {
      map.x.push(block.last);
      map.y.push(shareOf(block));
    }
  }
  return map;
}
