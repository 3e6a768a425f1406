import { airflowLinker } from './airflow/airflowLinker.js';
import { azureMlLinker } from './azureml/azureMlLinker.js';
import { dagsterLinker } from './dagster/dagsterLinker.js';
import { databricksLinker } from './databricks/databricksLinker.js';
import { dataFactoryLinker } from './datafactory/dataFactoryLinker.js';
import { dbtLinker } from './dbt/dbtLinker.js';
import { dotnetLinker } from './dotnet/dotnetLinker.js';
import { dvcLinker } from './dvc/dvcLinker.js';
import { entryPointsLinker } from './entryPoints/entryPointsLinker.js';
import { environmentLinker } from './environment/environmentLinker.js';
import { feastLinker } from './feast/feastLinker.js';
import { helmLinker } from './helm/helmLinker.js';
import { infrastructureLinker } from './infrastructure/infrastructureLinker.js';
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
  dagsterLinker,
  azureMlLinker,
  feastLinker,
  databricksLinker,
  helmLinker,
  dvcLinker,
  kedroLinker,
  kustoLinker,
  dataFactoryLinker,
  dotnetLinker,
  sqlScriptsLinker,
  dbtLinker,
  prismaLinker,
  infrastructureLinker,
];
