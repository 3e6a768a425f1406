export type { CollectorDependencies } from './collectorDependencies.js';
export { type CollectorOptions, collectorModule } from './collectorModule.js';
export { type CollectorLimits, defaultCollectorLimits } from './limits/collectorLimits.js';
export { type CollectorPlatform, platformDependencies } from './platform/platformDependencies.js';
