import { QUANTILE_PROBABILITIES } from '../../profile/aggregate.js';
import type { ColumnProfile } from '../../profile/columnProfile.js';
import type { Reaction } from '../reaction.js';

const MEDIAN = QUANTILE_PROBABILITIES.indexOf(0.5);
const MOST_COLUMNS = 5;

/** Feed the model the reference's usual value in place of features that are broken. */
export const setDefaultData: Reaction = {
  name: 'set-default-data',
  propose({ incident, reference }) {
    if (incident.cause !== 'input-change' && incident.cause !== 'hard-error') return null;
    const columns = incident.columns.slice(0, MOST_COLUMNS);
    const defaults = columns.flatMap((column) => {
      const profile = reference.columns[column]?.profile;
      const value = profile ? usualValue(profile) : null;
      return value === null ? [] : [`${column} = ${value}`];
    });
    if (defaults.length === 0) return null;
    const share = incident.columns.length / Math.max(1, Object.keys(reference.columns).length);
    return {
      reaction: 'set-default-data',
      title: `Serve ${defaults.join(', ')} until the source is repaired`,
      why: `These are the usual values of the reference (median or most frequent). The model then answers from its other ${Object.keys(reference.columns).length - incident.columns.length} features instead of from broken ones.`,
      risk: share > 0.5 ? 'high' : 'medium',
    };
  },
};

/** Median of a numeric column, most frequent value of any other; null when there is none. */
function usualValue({ numeric, text, types, trueCount }: ColumnProfile): string | null {
  if (numeric && types.number >= types.string) {
    const median = numeric.quantiles[MEDIAN];
    return median === undefined ? null : String(Number(median.toPrecision(6)));
  }
  if (text?.top[0]) return JSON.stringify(text.top[0][0]);
  return types.boolean > 0 ? String(trueCount * 2 >= types.boolean) : null;
}
