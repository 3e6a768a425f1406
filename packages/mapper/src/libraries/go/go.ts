import type { Library } from '../../interpreter/machine.js';
import { goDatabases } from './databases/goDatabases.js';
import { gorm } from './databases/gorm.js';
import { goFiles } from './goFiles.js';
import { goLanguage } from './goLanguage.js';
import { goLearning } from './goLearning.js';
import { goStreams } from './goStreams.js';
import { goAws } from './services/goAws.js';
import { goAzure } from './services/goAzure.js';
import { goGoogle } from './services/goGoogle.js';
import { goServices } from './services/goServices.js';
import { goOptions } from './settings/goOptions.js';
import { goSettings } from './settings/goSettings.js';

/** Libraries of Go; later ones win where two know the same name. */
export const go: readonly Library[] = [
  goLanguage,
  goOptions,
  goSettings,
  goFiles,
  goServices,
  goAws,
  goGoogle,
  goAzure,
  goDatabases,
  gorm,
  goStreams,
  goLearning,
];
