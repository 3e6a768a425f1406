import { columnEvidence } from './columnEvidence/columnEvidence.js';
import { componentRanking } from './componentRanking/componentRanking.js';
import { sourcePath } from './sourcePath/sourcePath.js';
import type { SuspectSource } from './suspectSource.js';
import { troubledRuns } from './troubledRuns/troubledRuns.js';

/** Every way to explain an incident. Adding one: its folder and a line here. */
export const suspectSources: readonly SuspectSource[] = [
  columnEvidence,
  componentRanking,
  sourcePath,
  troubledRuns,
];
