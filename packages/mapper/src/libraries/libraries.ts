import type { Library } from '../interpreter/machine.js';
import { configuration } from './configuration/configuration.js';
import { databases } from './databases.js';
import { files } from './files.js';
import { frames } from './frames.js';
import { learning } from './learning.js';
import { network } from './network.js';
import { objectStores } from './objectStores.js';
import { orchestrators } from './orchestrators/orchestrators.js';
import { rLibraries } from './r/rLibraries.js';
import { settings } from './settings.js';
import { shell } from './shell/shell.js';
import { spark } from './spark.js';
import { texts } from './texts.js';

/** Every library whose calls the interpreter understands. */
export const libraries: readonly Library[] = [
  texts,
  settings,
  frames,
  files,
  objectStores,
  databases,
  network,
  spark,
  learning,
  ...configuration,
  ...orchestrators,
  shell,
  ...rLibraries,
];
