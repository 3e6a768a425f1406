import { airflowLinker } from './airflow/airflowLinker.js';
import { dataFactoryLinker } from './datafactory/dataFactoryLinker.js';
import { entryPointsLinker } from './entryPoints/entryPointsLinker.js';
import { dbtLinker } from './dbt/dbtLinker.js';
import { environmentLinker } from './environment/environmentLinker.js';
import { kedroLinker } from './kedro/kedroLinker.js';
import { kustoLinker } from './kusto/kustoLinker.js';
import type { Linker } from './linker.js';
import { prismaLinker } from './prisma/prismaLinker.js';
import { sqlScriptsLinker } from './sqlScripts/sqlScriptsLinker.js';

/** Every linker, in the order in which they run. */
export const linkers: readonly Linker[] = [
  entryPointsLinker,
  environmentLinker,
  airflowLinker,
  kedroLinker,
  kustoLinker,
  dataFactoryLinker,
  sqlScriptsLinker,
  dbtLinker,
  prismaLinker,
];
