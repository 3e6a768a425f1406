export { readGolden } from './math/readGolden.js';
export { relativeGap } from './math/relativeGap.js';
