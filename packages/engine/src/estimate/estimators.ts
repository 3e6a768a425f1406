import { cbpe } from './cbpe/cbpe.js';
import type { Estimator } from './estimator.js';
import { realised } from './realised/realised.js';

/** Every performance estimator. Adding one: its folder and a line here. */
export const estimators: readonly Estimator[] = [realised, cbpe];
