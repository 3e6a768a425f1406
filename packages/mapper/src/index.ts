export type { Analyzer, SourceFile } from './analyzers/analyzer.js';
export { type ComparableMap, diffMaps } from './compare/diffMaps.js';
export { type MapOptions, mapRepository } from './mapRepository.js';
export type { GitCredential } from './repository/gitCredential.js';
export { type RemoteHead, remoteHead } from './repository/remoteHead.js';
export { summarizeMap } from './summary/summarizeMap.js';
