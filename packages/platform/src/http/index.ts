export { createHttpApp } from './createHttpApp.js';
export { PLATFORM } from './platformToken.js';
export { LAST_SWEEP, probeEvents, type ReadinessReport, readiness } from './readiness.js';
