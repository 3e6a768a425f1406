import type { FeatureValue, LabelEvent, PredictionEventInput } from '@driftline/contracts';
import { seededUniform } from '../math/seededUniform.js';
import { standardNormal } from '../math/standardNormal.js';
import { features as allFeatures, type Feature } from './features.js';
import { type OutcomeModel, outcomeModels } from './outcomes.js';
import {
  DAY,
  HOUR,
  liveStartOf,
  RECORDING_START,
  type Recording,
  type RecordingOptions,
} from './recording.js';
import { timetable } from './timetable.js';
import { active, corrupted, type Trouble } from './trouble.js';
import { World } from './world.js';

const iso = (time: number): string => new Date(time).toISOString();

/** Draws the predictions of a model with their labels. Model and truth agree but for natural swings and troubles. */
export function recordTraffic(options: RecordingOptions): Omit<Recording, 'lineage'> {
  const { seed, model = 'delivery', task = 'binary', start = RECORDING_START, troubles = [] } = options;
  const uniform = seededUniform(seed);
  const features = allFeatures.slice(0, options.features ?? allFeatures.length);
  const world = new World(seed, features);
  const swings = dailySwings(options);
  const liveStart = liveStartOf(options);
  const outcome = outcomeModels[task];
  const predictions: PredictionEventInput[] = [];
  const labels: LabelEvent[] = [];
  timetable(options, uniform).forEach((time, i) => {
    const day = Math.floor((time - start) / DAY);
    const liveDay = (time - liveStart) / DAY;
    const row = world.drawRow(uniform);
    const valueOn = (feature: Feature, index: number, on: number): FeatureValue =>
      feature.valueOf(world.behind(index, row, on) + feature.daily * rhythm(time));
    const truth = features.map((feature, index) => valueOn(feature, index, day));
    const seen = features.map((feature, index) => {
      const served = valueOn(feature, index, servedDay(feature, day, liveDay, troubles));
      return active(troubles, liveDay, 'factor', 'nulls', 'collapse')
        .filter((trouble) => trouble.feature === feature.name)
        .reduce((value, trouble) => corrupted(value, trouble, uniform), served);
    });
    const predictionId = `${model}-${seed}-${i}`;
    const reference = time < liveStart;
    predictions.push({
      model,
      modelVersion: '1',
      predictionId,
      timestamp: iso(time),
      features: Object.fromEntries(features.map(({ name }, index) => [name, seen[index] ?? null])),
      ...outcome.predict(...sumsOf(features, seen, 0)),
      reference,
    });
    const label = drawOutcome(outcome, sumsOf(features, truth, swings[day] ?? 0), liveDay, troubles, uniform);
    const never = uniform() < (options.neverLabelled ?? 0.05);
    const delay = -Math.log(1 - uniform()) * (options.labelDelayHours ?? 12) * HOUR;
    if (reference || !never)
      labels.push({ model, predictionId, timestamp: iso(Math.round(time + delay)), label });
  });
  return { predictions, labels };
}

/** The day whose delivery is served: while the source is stale, the last one before. */
function servedDay({ source }: Feature, day: number, liveDay: number, troubles: readonly Trouble[]): number {
  const stale = active(troubles, liveDay, 'stale').find((trouble) => trouble.source === source);
  return stale ? day - Math.floor(liveDay) + Math.floor(stale.from) - 1 : day;
}

function rhythm(time: number): number {
  return Math.sin((2 * Math.PI * (time % DAY)) / DAY);
}

/** Weighted sums: one over all features, and for further classes one with every other sign turned. */
function sumsOf(
  features: readonly Feature[],
  values: readonly FeatureValue[],
  swing: number,
): [number, number] {
  let sum = swing;
  let other = 0;
  features.forEach((feature, i) => {
    const part = feature.weight * feature.standardised(values[i] ?? null);
    sum += part;
    other += i % 2 === 0 ? part : -part;
  });
  return [sum, other];
}

function drawOutcome(
  outcome: OutcomeModel,
  [sum, other]: [number, number],
  liveDay: number,
  troubles: readonly Trouble[],
  uniform: () => number,
): LabelEvent['label'] {
  const concepts = active(troubles, liveDay, 'concept');
  const logOdds = concepts.reduce((all, concept) => all + (concept.logOdds ?? 0), 0);
  const randomShare = concepts.reduce((most, concept) => Math.max(most, concept.randomShare ?? 0), 0);
  const isRandom = uniform() < randomShare;
  const drawn = outcome.draw(sum + logOdds, other, uniform);
  return isRandom ? outcome.random(uniform) : drawn;
}

/** Each day's log odds: half of the day before's, and something new. */
function dailySwings({ seed, referenceDays, liveDays, dailySwing = 0.15 }: RecordingOptions): number[] {
  const uniform = seededUniform(seed + 1_000_003);
  let swing = 0;
  return Array.from({ length: referenceDays + liveDays }, () => {
    swing = 0.5 * swing + Math.sqrt(0.75) * dailySwing * standardNormal(uniform);
    return swing;
  });
}
