import type { Library } from '../interpreter/machine.js';
import { archives } from './archives.js';
import { arrays } from './arrays.js';
import { arrow } from './arrow.js';
import { aws } from './aws.js';
import { azure } from './azure.js';
import { bigQuery } from './bigQuery.js';
import { builtins } from './builtins.js';
import { concurrency } from './concurrency.js';
import { databases } from './databases/databases.js';
import { dbtModels } from './dbtModels.js';
import { documents } from './documents.js';
import { featureStores } from './featureStores.js';
import { files } from './files.js';
import { frameColumns } from './frameColumns.js';
import { frameFiles } from './frameFiles.js';
import { frames } from './frames.js';
import { frameTables } from './frameTables.js';
import { googleCloud } from './googleCloud.js';
import { lakehouse } from './lakehouse.js';
import { automation } from './learning/automation.js';
import { boosters } from './learning/boosters.js';
import { cloudTraining } from './learning/cloudTraining.js';
import { estimators } from './learning/estimators.js';
import { formulas } from './learning/formulas.js';
import { modelFiles } from './learning/modelFiles.js';
import { networks } from './learning/networks.js';
import { registries } from './learning/registries.js';
import { samples } from './learning/samples.js';
import { sparkLearning } from './learning/sparkLearning.js';
import { messaging } from './messaging.js';
import { network } from './network.js';
import { notebooks } from './notebooks.js';
import { objectStores } from './objectStores.js';
import { orm } from './orm.js';
import { spark } from './spark.js';
import { tensorData } from './tensorData.js';
import { textMethods } from './textMethods.js';
import { texts } from './texts.js';

/** Libraries of Python for data and models; of two rules for one name the later stands. */
export const pythonLibraries: readonly Library[] = [
  texts,
  textMethods,
  builtins,
  concurrency,
  frames,
  frameColumns,
  frameFiles,
  frameTables,
  files,
  arrow,
  arrays,
  archives,
  tensorData,
  objectStores,
  googleCloud,
  azure,
  aws,
  orm,
  databases,
  bigQuery,
  documents,
  network,
  messaging,
  spark,
  lakehouse,
  featureStores,
  notebooks,
  samples,
  estimators,
  boosters,
  formulas,
  networks,
  automation,
  cloudTraining,
  sparkLearning,
  modelFiles,
  registries,
  dbtModels,
];
