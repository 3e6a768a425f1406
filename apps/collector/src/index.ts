export type { CollectorDependencies } from './collectorDependencies.js';
export { CollectorModule } from './collectorModule.js';
export { type CollectorLimits, defaultCollectorLimits } from './limits/collectorLimits.js';
export type { CollectorOptions } from './platform/platformDependencies.js';
