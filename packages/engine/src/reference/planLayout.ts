import type { BinLayout } from '../profile/binLayout.js';
import type { WindowProfile } from '../profile/windowProfile.js';
import { numericEdges } from './numericEdges.js';

const MOST_CATEGORIES = 30;
/** Categories that together make up this share of the rows name a column well enough. */
const ENOUGH_SHARE = 0.99;

/** The bins of every column of a profile: numeric edges from quantiles, categories from the most frequent strings. */
export function planLayout(whole: WindowProfile): BinLayout {
  const layout: BinLayout = { edges: {}, categories: {} };
  for (const [column, { numeric, text }] of Object.entries(whole.columns)) {
    if (numeric && numeric.count > 0) layout.edges[column] = numericEdges(numeric.quantiles);
    if (text && text.count > 0) layout.categories[column] = categories(text.top, text.count);
  }
  return layout;
}

function categories(top: readonly [string, number][], count: number): string[] {
  const chosen: string[] = [];
  let covered = 0;
  for (const [value, rows] of top) {
    if (chosen.length === MOST_CATEGORIES || covered >= ENOUGH_SHARE * count) break;
    chosen.push(value);
    covered += rows;
  }
  return chosen;
}
