import type { FeatureValue } from '@driftline/contracts';
import type { SourceName } from './features.js';

/** Live days, counted from 0; `to` is exclusive. */
interface Period {
  from: number;
  to: number;
}

/** Where a corruption of data begins: at the source, or in the job that loads it or makes features of it. */
export type Origin = 'source' | 'load' | 'build';

/** A change of the values of one feature on their way to the model. */
export type FeatureTrouble = Period & { feature: string; origin?: Origin } & (
    | { kind: 'factor'; factor: number }
    /** That share of values goes missing. */
    | { kind: 'nulls'; share: number }
    /** Every value becomes the same one. */
    | { kind: 'collapse'; into: string }
  );

export type Trouble =
  | FeatureTrouble
  /** Outcomes change under unchanged inputs: by log odds, or that share of them becomes random. */
  | (Period & { kind: 'concept'; logOdds?: number; randomShare?: number })
  /** The job that loads a source fails or does not run at all, so that the features of its last run are served. */
  | (Period & { kind: 'stale'; source: SourceName; runs: 'fail' | 'missing' })
  | (Period & { kind: 'no-traffic' });

export type TroubleOf<Kind extends Trouble['kind']> = Extract<Trouble, { kind: Kind }>;

/** Troubles of some kinds that are on at a live day, which may be a fraction. */
export function active<Kind extends Trouble['kind']>(
  troubles: readonly Trouble[],
  liveDay: number,
  ...kinds: Kind[]
): TroubleOf<Kind>[] {
  const wanted = (trouble: Trouble): trouble is TroubleOf<Kind> =>
    kinds.some((kind) => kind === trouble.kind);
  return troubles.filter(wanted).filter(({ from, to }) => liveDay >= from && liveDay < to);
}

/** What the model gets to see of a true value. */
export function corrupted(value: FeatureValue, trouble: FeatureTrouble, uniform: () => number): FeatureValue {
  if (trouble.kind === 'factor') return typeof value === 'number' ? value * trouble.factor : value;
  if (trouble.kind === 'nulls') return uniform() < trouble.share ? null : value;
  return trouble.into;
}
