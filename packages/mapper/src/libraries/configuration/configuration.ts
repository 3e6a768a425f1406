import type { Library } from '../../interpreter/machine.js';
import { argumentParser } from './argumentParser.js';
import { click } from './click.js';
import { commandLines } from './commandLines.js';
import { configFiles } from './configFiles.js';
import { environmentReaders } from './environmentReaders.js';
import { hydra } from './hydra.js';
import { omegaConf } from './omegaConf.js';
import { settingsClasses } from './settingsClasses.js';

/** Every library from which programs take their settings. */
export const configuration: readonly Library[] = [
  argumentParser,
  click,
  commandLines,
  configFiles,
  environmentReaders,
  hydra,
  omegaConf,
  settingsClasses,
];
