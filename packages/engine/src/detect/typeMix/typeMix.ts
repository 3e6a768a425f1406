import type { Finding } from '@driftline/contracts';
import type { ColumnProfile } from '../../profile/columnProfile.js';
import type { FindingDetector } from '../findingDetector.js';
import { percent } from '../percent.js';
import { SAMPLE_ROWS } from '../sampleRows.js';

const SMALLEST_EFFECT = 0.01;
const STRONG_EFFECT = 0.2;
/** Above this share a type is the column's type. */
const OWN_TYPE = 0.95;
const TYPES = ['number', 'string', 'boolean'] as const;

/** Values of another JSON type than usual; hard when the column's own type has all but gone. */
export const typeMix: FindingDetector = {
  name: 'type-mix',
  aggregates: ['rows', 'types'],
  detect({ reference, profile }) {
    const findings: Finding[] = [];
    const measures: Record<string, number> = {};
    for (const [name, { profile: usual }] of Object.entries(reference.columns)) {
      const column = profile.columns[name];
      if (!column || present(column) < SAMPLE_ROWS || present(usual) === 0) continue;
      const shifts = TYPES.map((type) => ({ type, was: share(usual, type), is: share(column, type) }));
      const effect = shifts.reduce((sum, { was, is }) => sum + Math.abs(was - is), 0) / 2;
      measures[name] = effect;
      if (effect > SMALLEST_EFFECT) findings.push(findingOf(name, shifts, effect));
    }
    return { findings, measures };
  },
};

interface Shift {
  type: (typeof TYPES)[number];
  was: number;
  is: number;
}

function findingOf(column: string, shifts: readonly Shift[], effect: number): Finding {
  const grown = shifts.reduce((best, shift) => (shift.is - shift.was > best.is - best.was ? shift : best));
  const shrunk = shifts.reduce((best, shift) => (shift.was - shift.is > best.was - best.is ? shift : best));
  const broken = shrunk.was > OWN_TYPE && shrunk.is < 1 - OWN_TYPE;
  return {
    kind: 'type-mix',
    column,
    level: broken ? 'hard' : effect >= STRONG_EFFECT ? 'soft' : 'drift',
    effect,
    threshold: SMALLEST_EFFECT,
    measure: 'total variation of the types',
    message: `${column} holds a ${grown.type} in ${percent(grown.is)} of the rows with a value, not ${percent(grown.was)}; ${shrunk.type} fell to ${percent(shrunk.is)}`,
    details: { type: grown.type, share: grown.is, usual: grown.was, instead: shrunk.type },
  };
}

function present({ types }: ColumnProfile): number {
  return types.number + types.string + types.boolean;
}

function share(column: ColumnProfile, type: (typeof TYPES)[number]): number {
  return column.types[type] / present(column);
}
