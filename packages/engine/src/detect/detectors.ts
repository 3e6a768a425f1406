import type { FindingDetector } from './findingDetector.js';

/** Every kind of finding. Adding one: its folder and a line here. */
export const detectors: readonly FindingDetector[] = [];
