import type { Library } from '../interpreter/machine.js';
import { configuration } from './configuration/configuration.js';
import { dotnet } from './dotnet/dotnet.js';
import { go } from './go/go.js';
import { javascript } from './javascript/javascript.js';
import { jvmLibraries } from './jvm/jvmLibraries.js';
import { orchestrators } from './orchestrators/orchestrators.js';
import { pythonLibraries } from './pythonLibraries.js';
import { rLibraries } from './r/rLibraries.js';
import { shell } from './shell/shell.js';
import { usql } from './usql.js';

/** Every library whose calls the interpreter understands. */
export const libraries: readonly Library[] = [
  ...pythonLibraries,
  shell,
  ...configuration,
  ...orchestrators,
  ...jvmLibraries,
  ...rLibraries,
  ...dotnet,
  usql,
  ...javascript,
  ...go,
];
