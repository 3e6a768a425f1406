export type { Analyzer, SourceFile } from './analyzers/analyzer.js';
export { type ComparableMap, diffMaps } from './compare/diffMaps.js';
export { type MapOptions, mapRepository } from './mapRepository.js';
export type { GitCredential } from './repository/gitCredential.js';
export { isAddress } from './repository/isAddress.js';
export type { AccessOptions } from './repository/repository.js';
export { repositoryHead } from './repository/repositoryHead.js';
export { summarizeMap } from './summary/summarizeMap.js';
