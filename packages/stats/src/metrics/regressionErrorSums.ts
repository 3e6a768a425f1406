/** Weighted sums over labelled rows of a regression model; error = prediction - label. */
export interface RegressionErrorSums {
  rows: number;
  weight: number;
  sumAbsoluteError: number;
  sumSquaredError: number;
  sumFourthPowerError: number;
  sumLabel: number;
  sumSquaredLabel: number;
}
