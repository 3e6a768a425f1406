import type { Library } from '../../interpreter/machine.js';
import { rBigQuery } from './databases/rBigQuery.js';
import { rDatabases } from './databases/rDatabases.js';
import { rDocuments } from './databases/rDocuments.js';
import { rSpark } from './databases/rSpark.js';
import { rArchives } from './files/rArchives.js';
import { rFiles } from './files/rFiles.js';
import { rWorkbooks } from './files/rWorkbooks.js';
import { rFormulas } from './learning/rFormulas.js';
import { rLearners } from './learning/rLearners.js';
import { rLearning } from './learning/rLearning.js';
import { rModelFiles } from './learning/rModelFiles.js';
import { rRecipes } from './learning/rRecipes.js';
import { rTidymodels } from './learning/rTidymodels.js';
import { rConnections } from './rConnections.js';
import { rFrames } from './rFrames.js';
import { rLists } from './rLists.js';
import { rSettings } from './rSettings.js';
import { rSqlRender } from './rSqlRender.js';
import { rStores } from './rStores.js';
import { rTexts } from './rTexts.js';
import { rWorkflow } from './rWorkflow.js';

/** Every library of R whose calls the interpreter understands; later ones win where names meet. */
export const rLibraries: readonly Library[] = [
  rTexts,
  rLists,
  rFrames,
  rSettings,
  rFiles,
  rWorkbooks,
  rArchives,
  rStores,
  rConnections,
  rDatabases,
  rBigQuery,
  rSpark,
  rDocuments,
  rSqlRender,
  rLearning,
  rModelFiles,
  rFormulas,
  rTidymodels,
  rRecipes,
  rLearners,
  rWorkflow,
];
