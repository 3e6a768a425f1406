import type { Library } from '../../interpreter/machine.js';
import { awsClients } from './cloud/awsClients.js';
import { azureClients } from './cloud/azureClients.js';
import { googleClients } from './cloud/googleClients.js';
import { documentStores } from './documentStores.js';
import { javascriptDatabases } from './javascriptDatabases.js';
import { javascriptFiles } from './javascriptFiles.js';
import { javascriptLearning } from './javascriptLearning.js';
import { javascriptNetwork } from './javascriptNetwork.js';
import { javascriptProcesses } from './javascriptProcesses.js';
import { javascriptSettings } from './javascriptSettings.js';
import { javascriptTexts } from './javascriptTexts.js';
import { drizzle } from './tables/drizzle.js';
import { knex } from './tables/knex.js';
import { objectMappers } from './tables/objectMappers.js';
import { prismaClient } from './tables/prismaClient.js';

/** Libraries of JavaScript and TypeScript; later ones win where two know the same name. */
export const javascript: readonly Library[] = [
  javascriptTexts,
  javascriptSettings,
  javascriptFiles,
  javascriptNetwork,
  awsClients,
  googleClients,
  azureClients,
  javascriptDatabases,
  documentStores,
  knex,
  objectMappers,
  prismaClient,
  drizzle,
  javascriptLearning,
  javascriptProcesses,
];
