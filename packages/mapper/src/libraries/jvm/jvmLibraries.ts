import type { Library } from '../../interpreter/machine.js';
import { jvmBeam } from './jvmBeam.js';
import { jvmCloud } from './jvmCloud.js';
import { jvmCollections } from './jvmCollections.js';
import { jvmDatabases } from './jvmDatabases.js';
import { jvmFiles } from './jvmFiles.js';
import { jvmFlink } from './jvmFlink.js';
import { jvmFrames } from './jvmFrames.js';
import { jvmLearning } from './jvmLearning.js';
import { jvmMessaging } from './jvmMessaging.js';
import { jvmSettings } from './jvmSettings.js';
import { jvmSpark } from './jvmSpark.js';
import { jvmStores } from './jvmStores.js';
import { jvmTexts } from './jvmTexts.js';

/** Every library of Java and Scala whose calls the interpreter understands; later ones win where names meet. */
export const jvmLibraries: readonly Library[] = [
  jvmTexts,
  jvmCollections,
  jvmSettings,
  jvmFrames,
  jvmFiles,
  jvmDatabases,
  jvmMessaging,
  jvmStores,
  jvmCloud,
  jvmFlink,
  jvmBeam,
  jvmLearning,
  jvmSpark,
];
