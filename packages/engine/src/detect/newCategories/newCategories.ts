import type { Finding } from '@driftline/contracts';
import type { TextSummary } from '../../profile/columnProfile.js';
import type { FindingDetector } from '../findingDetector.js';
import { percent } from '../percent.js';
import { SAMPLE_ROWS } from '../sampleRows.js';

const SMALLEST_EFFECT = 0.02;
const STRONG_EFFECT = 0.2;
/** Strings of a free text are always new. */
const MOST_USUAL_OTHERS = 0.1;
const NOISE = 4;
const NAMED = 3;

/** Strings that the reference's categories do not know. */
export const newCategories: FindingDetector = {
  name: 'new-categories',
  aggregates: ['rows', 'types', 'histogram', 'top'],
  detect({ reference, profile }) {
    const findings: Finding[] = [];
    const measures: Record<string, number> = {};
    for (const [name, { profile: was }] of Object.entries(reference.columns)) {
      const text = profile.columns[name]?.text;
      if (!was.text || !text || text.count < SAMPLE_ROWS) continue;
      const usual = others(was.text);
      const share = others(text);
      const threshold =
        usual + Math.max(SMALLEST_EFFECT, NOISE * Math.sqrt((usual * (1 - usual)) / text.count));
      measures[name] = share;
      if (usual <= MOST_USUAL_OTHERS && share > threshold) {
        const known = new Set([
          ...(reference.layout.categories[name] ?? []),
          ...was.text.top.map(([value]) => value),
        ]);
        const fresh = text.top.map(([value]) => value).filter((value) => !known.has(value));
        findings.push(findingOf(name, share, usual, threshold, fresh.slice(0, NAMED)));
      }
    }
    return { findings, measures };
  },
};

function others({ bins, count }: TextSummary): number {
  return count > 0 ? (bins?.at(-1) ?? 0) / count : 0;
}

function findingOf(
  column: string,
  share: number,
  usual: number,
  threshold: number,
  fresh: string[],
): Finding {
  const names = fresh.length > 0 ? `, such as ${fresh.map((value) => `"${value}"`).join(', ')}` : '';
  return {
    kind: 'new-categories',
    column,
    level: share - usual >= STRONG_EFFECT ? 'soft' : 'drift',
    effect: share,
    threshold,
    measure: 'share of strings outside the known categories',
    message: `${percent(share)} of ${column} are values that the reference hardly has${names}; usually ${percent(usual)}`,
    details: { share, usual, examples: fresh.join(', ') },
  };
}
