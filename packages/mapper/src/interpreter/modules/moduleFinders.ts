import { CsharpModules } from './csharpModules.js';
import { GoModules } from './goModules.js';
import { JavascriptModules } from './javascriptModules.js';
import { JvmModules } from './jvmModules.js';
import type { ModuleFinder, ModuleFinderFor } from './moduleFinder.js';
import { PythonModules } from './pythonModules.js';
import { RModules } from './rModules.js';
import { ShellModules } from './shellModules.js';
import { UsqlModules } from './usqlModules.js';

const NO_MODULES: ModuleFinder = { resolve: () => undefined, submodule: () => undefined };

/** One finder for each language that imports; a language without one imports only libraries. */
const moduleFinders: Readonly<Record<string, ModuleFinderFor>> = {
  csharp: (programs) => new CsharpModules(programs),
  python: (programs) => new PythonModules(programs),
  java: (programs) => new JvmModules(programs),
  scala: (programs) => new JvmModules(programs),
  r: (programs) => new RModules(programs),
  shell: (programs) => new ShellModules(programs),
  usql: (programs) => new UsqlModules(programs),
  javascript: (programs) => new JavascriptModules(programs),
  go: (programs) => new GoModules(programs),
};

/** The finder of a language. */
export const moduleFinderFor = (language: string): ModuleFinderFor =>
  moduleFinders[language] ?? (() => NO_MODULES);
