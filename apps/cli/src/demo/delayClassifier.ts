import type { FlightFeatures } from './flightFeatures.js';

const NUMERIC = ['distance', 'origin_delay_rate', 'destination_delay_rate', 'scheduled_departures'] as const;
const HOURS = 24;
const WEEKDAYS = 7;
const SIZE = NUMERIC.length + HOURS + WEEKDAYS + 1;
const EPOCHS = 6;
const LEARNING_RATE = 0.1;
const RIDGE = 1e-5;

/** Regularised logistic regression on hour and weekday (one-hot) and four standardised numbers, fitted by AdaGrad. */
export class DelayClassifier {
  readonly #weights: Float64Array;
  readonly #means: readonly number[];
  readonly #deviations: readonly number[];
  /** Scores at or above it are predicted late. */
  readonly threshold: number;

  private constructor(weights: Float64Array, means: number[], deviations: number[], threshold: number) {
    this.#weights = weights;
    this.#means = means;
    this.#deviations = deviations;
    this.threshold = threshold;
  }

  /** Probability that the flight departs late, in [0, 1]. */
  score(features: FlightFeatures): number {
    return 1 / (1 + Math.exp(-linear(this.#weights, active(features, this.#means, this.#deviations))));
  }

  /** Fits on rows in the given order (deterministic) and picks the threshold of the best F1 on the same rows. */
  static fit(rows: readonly FlightFeatures[], late: readonly boolean[]): DelayClassifier {
    const means = NUMERIC.map((name) => rows.reduce((sum, row) => sum + row[name], 0) / rows.length);
    const deviations = NUMERIC.map((name, i) =>
      Math.sqrt(rows.reduce((sum, row) => sum + (row[name] - (means[i] ?? 0)) ** 2, 0) / rows.length),
    );
    const weights = new Float64Array(SIZE);
    const squares = new Float64Array(SIZE).fill(1e-8);
    const inputs = rows.map((row) => active(row, means, deviations));
    for (let epoch = 0; epoch < EPOCHS; epoch++) {
      inputs.forEach((input, i) => {
        const error = 1 / (1 + Math.exp(-linear(weights, input))) - (late[i] ? 1 : 0);
        for (const [index, value] of input) step(weights, squares, index, error * value);
      });
    }
    const fitted = new DelayClassifier(weights, means, deviations, 0.5);
    return new DelayClassifier(
      weights,
      means,
      deviations,
      bestThreshold(
        rows.map((row) => fitted.score(row)),
        late,
      ),
    );
  }
}

/** The non-zero inputs of a row as pairs of index and value. */
function active(
  row: FlightFeatures,
  means: readonly number[],
  deviations: readonly number[],
): [number, number][] {
  const numbers = NUMERIC.map((name, i): [number, number] => [
    i,
    (row[name] - (means[i] ?? 0)) / (deviations[i] || 1),
  ]);
  return [
    ...numbers,
    [NUMERIC.length + row.hour, 1],
    [NUMERIC.length + HOURS + row.weekday, 1],
    [SIZE - 1, 1],
  ];
}

function linear(weights: Float64Array, input: readonly [number, number][]): number {
  let sum = 0;
  for (const [index, value] of input) sum += (weights[index] ?? 0) * value;
  return sum;
}

function step(weights: Float64Array, squares: Float64Array, index: number, slope: number): void {
  const gradient = slope + RIDGE * (weights[index] ?? 0);
  squares[index] = (squares[index] ?? 0) + gradient * gradient;
  weights[index] = (weights[index] ?? 0) - (LEARNING_RATE * gradient) / Math.sqrt(squares[index] ?? 1);
}

function bestThreshold(scores: readonly number[], late: readonly boolean[]): number {
  const order = scores.map((_, i) => i).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  const positives = late.filter(Boolean).length;
  let truePositives = 0;
  let best = { f1: -1, threshold: 0.5 };
  order.forEach((row, place) => {
    if (late[row]) truePositives += 1;
    const f1 = (2 * truePositives) / (place + 1 + positives);
    if (f1 > best.f1) best = { f1, threshold: scores[row] ?? 0.5 };
  });
  return best.threshold;
}
