import type { Library } from '../../interpreter/machine.js';
import { jvmAws } from './cloud/jvmAws.js';
import { jvmAzure } from './cloud/jvmAzure.js';
import { jvmGoogle } from './cloud/jvmGoogle.js';
import { jvmDatabases } from './databases/jvmDatabases.js';
import { jvmEntities } from './databases/jvmEntities.js';
import { jvmTables } from './databases/jvmTables.js';
import { jvmFlink } from './flink/jvmFlink.js';
import { jvmFlinkTables } from './flink/jvmFlinkTables.js';
import { jvmColumns } from './frames/jvmColumns.js';
import { jvmFrames } from './frames/jvmFrames.js';
import { jvmBeam } from './jvmBeam.js';
import { jvmCollections } from './jvmCollections.js';
import { jvmFiles } from './jvmFiles.js';
import { jvmMessaging } from './jvmMessaging.js';
import { jvmTexts } from './jvmTexts.js';
import { jvmLearners } from './learning/jvmLearners.js';
import { jvmLearning } from './learning/jvmLearning.js';
import { jvmModelFiles } from './learning/jvmModelFiles.js';
import { jvmOptions } from './settings/jvmOptions.js';
import { jvmSettings } from './settings/jvmSettings.js';
import { jvmDelta } from './spark/jvmDelta.js';
import { jvmSpark } from './spark/jvmSpark.js';
import { jvmSparkWrites } from './spark/jvmSparkWrites.js';
import { jvmDocuments } from './stores/jvmDocuments.js';
import { jvmRequests } from './stores/jvmRequests.js';
import { jvmStores } from './stores/jvmStores.js';

/** Every library of Java and Scala whose calls the interpreter understands; later ones win where names meet. */
export const jvmLibraries: readonly Library[] = [
  jvmTexts,
  jvmCollections,
  jvmSettings,
  jvmOptions,
  jvmFrames,
  jvmColumns,
  jvmFiles,
  jvmDatabases,
  jvmEntities,
  jvmTables,
  jvmMessaging,
  jvmStores,
  jvmDocuments,
  jvmRequests,
  jvmAws,
  jvmGoogle,
  jvmAzure,
  jvmFlink,
  jvmFlinkTables,
  jvmBeam,
  jvmLearning,
  jvmLearners,
  jvmModelFiles,
  jvmSpark,
  jvmSparkWrites,
  jvmDelta,
];
