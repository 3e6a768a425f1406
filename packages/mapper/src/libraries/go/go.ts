import type { Library } from '../../interpreter/machine.js';
import { goDatabases } from './goDatabases.js';
import { goFiles } from './goFiles.js';
import { goLanguage } from './goLanguage.js';
import { goLearning } from './goLearning.js';
import { goServices } from './goServices.js';
import { goStreams } from './goStreams.js';

/** Libraries of Go; later ones win where two know the same name. */
export const go: readonly Library[] = [goLanguage, goFiles, goServices, goDatabases, goStreams, goLearning];
