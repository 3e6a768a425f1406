/** A monotone function from score to calibrated probability, as plain JSON: linear between points, flat outside. */
export interface CalibrationMap {
  /** Scores, strictly ascending. */
  x: number[];
  /** Probabilities at those scores, ascending. */
  y: number[];
}
