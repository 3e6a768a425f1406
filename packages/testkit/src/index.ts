export { binaryStream, type StreamOptions, type StreamRow } from './data/binaryStream.js';
export type { Drift } from './data/drift.js';
export type { LabelDelay } from './data/labelDelay.js';
export { readGolden } from './math/readGolden.js';
export { relativeGap } from './math/relativeGap.js';
export { seededUniform } from './math/seededUniform.js';
export { standardNormal } from './math/standardNormal.js';
