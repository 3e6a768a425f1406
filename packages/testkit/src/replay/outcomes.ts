import type { Outcome, PredictionEventInput } from '@driftline/contracts';
import { standardNormal } from '../math/standardNormal.js';
import type { RecordedTask } from './recording.js';

/** What a model answers and what comes true, each from the weighted sum of standardised features. */
export interface OutcomeModel {
  predict(sum: number, other: number): Pick<PredictionEventInput, 'prediction' | 'score' | 'scores'>;
  draw(sum: number, other: number, uniform: () => number): Outcome;
  /** An outcome that has nothing to do with the features. */
  random(uniform: () => number): Outcome;
}

const sigmoid = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));
const BASE = -0.9;

const binary: OutcomeModel = {
  predict: (sum) => {
    const score = sigmoid(BASE + sum);
    return { prediction: score >= 0.5 ? 'late' : 'on_time', score };
  },
  draw: (sum, _other, uniform) => (uniform() < sigmoid(BASE + sum) ? 'late' : 'on_time'),
  random: (uniform) => (uniform() < 0.35 ? 'late' : 'on_time'),
};

const CLASSES = ['bike', 'car', 'van'] as const;

function shares(sum: number, other: number): [number, number, number] {
  const odds = [1, Math.exp(sum), Math.exp(other - 0.3)];
  const total = odds.reduce((all, one) => all + one, 0);
  const [bike = 0, car = 0, van = 0] = odds.map((one) => one / total);
  return [bike, car, van];
}

const multiclass: OutcomeModel = {
  predict: (sum, other) => {
    const probabilities = shares(sum, other);
    const best = probabilities.indexOf(Math.max(...probabilities));
    const scores = Object.fromEntries(CLASSES.map((name, i) => [name, probabilities[i] ?? 0]));
    return { prediction: CLASSES[best] ?? CLASSES[0], scores };
  },
  draw: (sum, other, uniform) => {
    const [bike, car] = shares(sum, other);
    const at = uniform();
    return at < bike ? 'bike' : at < bike + car ? 'car' : 'van';
  },
  random: (uniform) => CLASSES[Math.floor(uniform() * CLASSES.length)] ?? CLASSES[0],
};

const MINUTES = 38;
const PER_UNIT = 7;

const regression: OutcomeModel = {
  predict: (sum) => ({ prediction: MINUTES + PER_UNIT * sum }),
  draw: (sum, _other, uniform) => MINUTES + PER_UNIT * sum + 5 * standardNormal(uniform),
  random: (uniform) => MINUTES + 10 * standardNormal(uniform),
};

export const outcomeModels: Record<RecordedTask, OutcomeModel> = { binary, multiclass, regression };
