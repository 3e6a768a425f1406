import type { Library } from '../../interpreter/machine.js';
import { documentStores } from './documentStores.js';
import { javascriptCloud } from './javascriptCloud.js';
import { javascriptDatabases } from './javascriptDatabases.js';
import { javascriptFiles } from './javascriptFiles.js';
import { javascriptLearning } from './javascriptLearning.js';
import { javascriptNetwork } from './javascriptNetwork.js';
import { javascriptProcesses } from './javascriptProcesses.js';
import { javascriptSettings } from './javascriptSettings.js';
import { javascriptTexts } from './javascriptTexts.js';
import { tableBuilders } from './tableBuilders.js';

/** Libraries of JavaScript and TypeScript; later ones win where two know the same name. */
export const javascript: readonly Library[] = [
  javascriptTexts,
  javascriptSettings,
  javascriptFiles,
  javascriptNetwork,
  javascriptCloud,
  javascriptDatabases,
  documentStores,
  tableBuilders,
  javascriptLearning,
  javascriptProcesses,
];
