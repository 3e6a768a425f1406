import type { Library } from '../../interpreter/machine.js';
import { rConnections } from './rConnections.js';
import { rDatabases } from './rDatabases.js';
import { rFiles } from './rFiles.js';
import { rFrames } from './rFrames.js';
import { rLearning } from './rLearning.js';
import { rLists } from './rLists.js';
import { rSettings } from './rSettings.js';
import { rSqlRender } from './rSqlRender.js';
import { rStores } from './rStores.js';
import { rTexts } from './rTexts.js';
import { rTidymodels } from './rTidymodels.js';
import { rWorkflow } from './rWorkflow.js';

/** Every library of R whose calls the interpreter understands; later ones win where names meet. */
export const rLibraries: readonly Library[] = [
  rTexts,
  rLists,
  rFrames,
  rSettings,
  rFiles,
  rStores,
  rConnections,
  rDatabases,
  rSqlRender,
  rLearning,
  rTidymodels,
  rWorkflow,
];
